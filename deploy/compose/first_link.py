"""The one-time link of an empty house, valid for a day: the first unit and its administrator are made there."""

from datetime import timedelta

from deploy.compose.place import KEYS, compose_config, secrets_folder
from deploy.local.keys import load_or_make
from shared.clock import real_now
from shared.identity.links import sign_unit_link


def first_link() -> str:
    keys = load_or_make(secrets_folder() / KEYS)
    token = sign_unit_link(0, keys.link_secret, real_now() + timedelta(days=1))
    return f"{compose_config().public_url}/bat-dau?token={token}"


if __name__ == "__main__":
    print(first_link())
