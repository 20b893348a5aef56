"""Units and their plans as data: `load_profile("phu-xuyen")`, `load_catalogue()`."""

from shared.profiles.catalogue import Catalogue, load_catalogue
from shared.profiles.load import load_profile, read_profile
from shared.profiles.model import Profile

__all__ = ["Catalogue", "Profile", "load_catalogue", "load_profile", "read_profile"]
