from shared.documents.fonts import FONT_DIR, font_faults, typst_fonts


def test_the_fonts_on_disk_are_the_ones_recorded() -> None:
    assert font_faults() == []
    assert "SIL OPEN FONT LICENSE" in (FONT_DIR / "OFL.txt").read_text(encoding="utf-8")


def test_the_compiler_sees_four_faces_of_one_family_and_nothing_else() -> None:
    found = {(font.family, font.style, font.weight) for font in typst_fonts().fonts()}
    assert found == {("Tinos", style, weight) for style in ("normal", "italic") for weight in (400, 700)}
