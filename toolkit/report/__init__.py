"""Reports: a parameterized notebook run through papermill and exported by nbconvert to HTML and PDF."""

from toolkit.extras import need

need("report", "Reports need", "papermill", "nbconvert", "typst")
