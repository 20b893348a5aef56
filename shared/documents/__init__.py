"""Official documents of Nghị định 30/2020/NĐ-CP: one model, printed to PDF and to DOCX from the same value."""
