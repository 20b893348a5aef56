async def test_smoke(house):
    b = house.citizen()
    for p in ("/", f"/don-vi/{house.unit_id}", f"/hoi-nghi/{house.slug}", f"/hoi-nghi/{house.slug}/dang-ky", "/tra-cuu", f"/hoi-nghi/{house.slug}/phieu.pdf", f"/hoi-nghi/{house.slug}/phieu.docx"):
        r = await b.get(p)
        assert r.status_code == 200, (p, r.text[:3000])
    code = await house.register()
    r = await b.get(f"/hoi-nghi/{house.slug}/da-nhan/{code}"); assert r.status_code == 200, r.text
    r = await b.get(f"/hoi-nghi/{house.slug}/da-nhan/{code}.pdf"); assert r.status_code == 200, r.text
    r = await b.get(f"/tra-cuu/{code}"); assert r.status_code == 200, r.text
    r = await b.get(f"/tra-cuu/{code}/rut/1"); assert r.status_code == 200, r.text
    o = house.officer()
    q = await house.question(code + "/1")
    for p in ("/intake/", "/intake/print", "/intake/export.xlsx", "/intake/register", f"/intake/registrations/{q.registration_id}", f"/intake/registrations/{q.registration_id}/receipt.pdf", "/intake/screening", f"/intake/screening/{q.id}", f"/intake/screening/{q.id}/turn-away?reason=complaint", "/intake/denunciations"):
        r = await o.get(p); assert r.status_code == 200, (p, r.text[:3000])
    from shared.identity import Role
    a = house.officer(Role.ADMIN)
    for p in ("/intake/erasure", f"/intake/erasure/{q.registration_id}"):
        r = await a.get(p); assert r.status_code == 200, (p, r.text[:3000])
