"""Reports: a parameterized notebook run through papermill and exported by nbconvert to HTML and PDF."""
