-- The nine species that the first catalogue covers. Minimum breeding ages are the earliest that keepers report, not the
-- recommended ones: a parent below them is refused, so they stay generous.
INSERT INTO animal.taxon (id, slug, scientific_name, common_name, plural_name, code_prefix, aliases, reproduction,
                          min_breeding_days_male, min_breeding_days_female) VALUES
('01935000-0000-7000-8000-000000000001', 'ball-python', 'Python regius', 'Ball python', 'Ball pythons', 'BP',
 '{royal python,ball,royal,python regius}', 'oviparous', 150, 365),
('01935000-0000-7000-8000-000000000002', 'boa', 'Boa imperator', 'Boa', 'Boas', 'BI',
 '{boa imperator,boa constrictor,common boa,boa constrictors,red tail boa,bci}', 'viviparous', 365, 540),
('01935000-0000-7000-8000-000000000003', 'corn-snake', 'Pantherophis guttatus', 'Corn snake', 'Corn snakes', 'CS',
 '{corn,red rat snake,pantherophis guttatus}', 'oviparous', 240, 420),
('01935000-0000-7000-8000-000000000004', 'western-hognose', 'Heterodon nasicus', 'Western hognose', 'Western hognoses', 'WH',
 '{hognose,hognose snake,western hognose snake,western hognose snakes,heterodon nasicus}', 'oviparous', 150, 365),
('01935000-0000-7000-8000-000000000005', 'reticulated-python', 'Malayopython reticulatus', 'Reticulated python', 'Reticulated pythons', 'RP',
 '{retic,retics,malayopython reticulatus,python reticulatus}', 'oviparous', 240, 540),
('01935000-0000-7000-8000-000000000006', 'carpet-python', 'Morelia spilota', 'Carpet python', 'Carpet pythons', 'CP',
 '{carpet,jungle carpet python,morelia spilota}', 'oviparous', 365, 540),
('01935000-0000-7000-8000-000000000007', 'leopard-gecko', 'Eublepharis macularius', 'Leopard gecko', 'Leopard geckos', 'LG',
 '{leo,leopard geckos,eublepharis macularius}', 'oviparous', 150, 200),
('01935000-0000-7000-8000-000000000008', 'crested-gecko', 'Correlophus ciliatus', 'Crested gecko', 'Crested geckos', 'CR',
 '{crestie,cresties,correlophus ciliatus,rhacodactylus ciliatus}', 'oviparous', 180, 270),
('01935000-0000-7000-8000-000000000009', 'bearded-dragon', 'Pogona vitticeps', 'Bearded dragon', 'Bearded dragons', 'BD',
 '{beardie,central bearded dragon,pogona vitticeps}', 'oviparous', 180, 270);
