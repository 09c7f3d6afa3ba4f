"""An optional signature over a release's digest: Ed25519, by the ``cryptography`` package, loaded only when asked for.

A digest shows that a file was edited by accident; whoever edits it on purpose can write a new digest too. Only a
signature, checked against a public key from the officer's own settings, shows that the publisher made it.
"""

from __future__ import annotations

import base64
import binascii

from outcomes_xl.model.cannot_use import CannotUse

_CONTEXT = b"outcomes_xl central file, layout 1\n"
"""Signed before the digest, so that a signature given for something else can never pass for one of ours."""


class KeyTrouble(CannotUse):
    """The key cannot be used. The text says why."""


def new_key(password: bytes | None = None) -> tuple[bytes, str]:
    """Return a new private key as PEM, encrypted if a password is given, and its public key as text."""
    from cryptography.hazmat.primitives import serialization as s
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    made = Ed25519PrivateKey.generate()
    lock = s.BestAvailableEncryption(password) if password else s.NoEncryption()
    pem = made.private_bytes(s.Encoding.PEM, s.PrivateFormat.PKCS8, lock)
    return pem, _text(made.public_key().public_bytes_raw())


def sign(digest: str, pem: bytes, password: bytes | None = None) -> tuple[str, str]:
    """Return (public key, signature), both as text. Raises KeyTrouble when the PEM is no Ed25519 private key."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(pem, password)
    except TypeError:
        what = "The key is protected by a password." if password is None else "The key has no password."
        raise KeyTrouble(what, "Give its password, or none, as it was made.") from None
    except (ValueError, UnsupportedAlgorithm):
        raise KeyTrouble(
            "The key could not be read: it is not a private key in PEM form, or the password is another.",
            "Give the file that “outcomes-xl signing-key” made.",
        ) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyTrouble("The key is not an Ed25519 key.", "Make one with “outcomes-xl signing-key”.")
    return _text(key.public_key().public_bytes_raw()), _text(key.sign(_CONTEXT + digest.encode("ascii")))


def signed_by(digest: str, public_key: str, signature: str) -> bool:
    """Return True when the signature is this key's, over this digest; False for anything else, however malformed."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key, validate=True))
        key.verify(base64.b64decode(signature, validate=True), _CONTEXT + digest.encode("ascii"))
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")
