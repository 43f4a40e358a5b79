"""Collect declared tables from AWS. The only package that imports boto3, beside the demo's own estate."""
