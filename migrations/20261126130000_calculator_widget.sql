-- A widget may be the calculator, which belongs to no animal.
ALTER TABLE ops.embed_widget
    DROP CONSTRAINT embed_widget_kind_check,
    ADD CONSTRAINT embed_widget_kind_check CHECK (kind IN ('card', 'pedigree', 'calculator')),
    ADD CONSTRAINT embed_widget_calculator_check CHECK (kind <> 'calculator' OR animal_id IS NULL);
