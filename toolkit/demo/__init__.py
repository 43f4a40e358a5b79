"""The demo estate: invented AWS accounts with good and bad configurations, served on this computer by moto."""
