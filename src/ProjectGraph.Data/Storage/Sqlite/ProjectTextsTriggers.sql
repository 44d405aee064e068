-- What keeps the index of the projects' texts up to date, as the newest migration has it.
CREATE TRIGGER "ProjectTexts_Insert" AFTER INSERT ON "Projects" BEGIN
    INSERT INTO "ProjectTexts" (rowid, "Name", "Description", "Number", "Reference")
    VALUES (new."Id", new."Name", new."Description", new."Number", new."Reference");
END;

CREATE TRIGGER "ProjectTexts_Delete" AFTER DELETE ON "Projects" BEGIN
    INSERT INTO "ProjectTexts" ("ProjectTexts", rowid, "Name", "Description", "Number", "Reference")
    VALUES ('delete', old."Id", old."Name", old."Description", old."Number", old."Reference");
END;

CREATE TRIGGER "ProjectTexts_Update" AFTER UPDATE OF "Name", "Description", "Number", "Reference" ON "Projects"
WHEN old."Name" IS NOT new."Name" OR old."Description" IS NOT new."Description"
    OR old."Number" IS NOT new."Number" OR old."Reference" IS NOT new."Reference"
BEGIN
    INSERT INTO "ProjectTexts" ("ProjectTexts", rowid, "Name", "Description", "Number", "Reference")
    VALUES ('delete', old."Id", old."Name", old."Description", old."Number", old."Reference");
    INSERT INTO "ProjectTexts" (rowid, "Name", "Description", "Number", "Reference")
    VALUES (new."Id", new."Name", new."Description", new."Number", new."Reference");
END;
