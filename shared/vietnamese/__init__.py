"""Vietnamese text, names, phones and addresses: as typed, as searched, as sorted, as shown in public."""

from shared.vietnamese.addresses import Address, read_address
from shared.vietnamese.mail_addresses import MailAddress, read_mail_address, same_mail_address
from shared.vietnamese.masks import mask_contacts, mask_ids, mask_json, mask_mail, mask_phone
from shared.vietnamese.names import given_name, greeting, letter_name, public_name
from shared.vietnamese.phones import Phone, PhoneKind, normalise_phone
from shared.vietnamese.sorting import sort_key
from shared.vietnamese.text import clean, fold, search_form

__all__ = [
    "Address",
    "MailAddress",
    "Phone",
    "PhoneKind",
    "clean",
    "fold",
    "given_name",
    "greeting",
    "letter_name",
    "mask_contacts",
    "mask_ids",
    "mask_json",
    "mask_mail",
    "mask_phone",
    "normalise_phone",
    "public_name",
    "read_address",
    "read_mail_address",
    "same_mail_address",
    "search_form",
    "sort_key",
]
