import pytest

from legation.sources.encoding import decode, mark
from legation.sources.unread import UnreadableError

TEXT = "Le président nigérien a reçu à Niamey l’émissaire de la Cédéao : « un échange utile », dit-il, à 3 € près."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_decode_finds_the_encoding(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)).removeprefix("\ufeff") == TEXT


def test_decode_trusts_the_charset_of_a_page() -> None:
    page = f'<html><head><meta charset="macintosh"></head><body>{TEXT}</body></html>'
    assert TEXT in decode(page.encode("mac-roman"), page=True)


def test_a_letter_cut_at_the_end_is_no_reason_to_refuse() -> None:
    whole = (TEXT * 3 + "é").encode()
    assert decode(whole[:-1]).startswith(TEXT)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04....", "a ZIP archive"),
        (b"\x89PNG\r\n", "a PNG image"),
        (b"\x1f\x8b\x08....", "a gzip archive"),
        (b"\xff\xd8\xff\xe0....", "a JPEG image"),
        (b"abc\x00def", "binary"),
    ],
)
def test_binary_is_named(data: bytes, name: str) -> None:
    with pytest.raises(UnreadableError, match=name):
        decode(data)


def test_a_nul_far_from_the_start_is_binary_too() -> None:
    with pytest.raises(UnreadableError, match="binary"):
        decode(b"a" * 10_000 + b"\x00")


def test_noise_is_no_text() -> None:
    noise = bytes((index * 37) % 127 + 129 for index in range(4000))
    with pytest.raises(UnreadableError, match="neither UTF-8"):
        decode(noise)


def test_a_false_byte_order_mark() -> None:
    with pytest.raises(UnreadableError, match="UTF-16"):
        decode(b"\xff\xfe\x00\xd8\x00")
    assert mark(b"\xff\xfeB\x00") == "utf-16"
