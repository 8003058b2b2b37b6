-- Boards of organisations that are subordinate to the bodies of a region.

SET LOCAL ROLE otklik_owner;

ALTER TABLE otklik.board
    DROP CONSTRAINT board_scope_check,
    ADD CONSTRAINT board_scope_check CHECK (scope IN (
        'REGION_MUNICIPALITIES', 'REGION_AUTHORITIES', 'REGION_SUBORDINATES', 'DISTRICT_REGIONS', 'COUNTRY_REGIONS'));

ALTER TABLE otklik.live_board
    DROP CONSTRAINT live_board_scope_check,
    ADD CONSTRAINT live_board_scope_check CHECK (scope IN (
        'REGION_MUNICIPALITIES', 'REGION_AUTHORITIES', 'REGION_SUBORDINATES', 'DISTRICT_REGIONS', 'COUNTRY_REGIONS'));

RESET ROLE;
