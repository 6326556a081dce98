"""Part of `bench keys --beside`: what is typed for the goals in each of the programs."""
WORD, NEEDLE = "w{:02d}", "falcon"
SEEDS = ["amber", "birch", "cedar", NEEDLE, "grove", "hazel", "iris", "juniper", "kite", "lotus",
         "maple", "north"]

# What is typed for the goals in each. `email`: what stands before a value, and after it; `verb` and `role`:
# before, wrong word, right word, after, and the keys that mend the line once it was run and is recalled;
# `lists`: after what Tab lists a few words, and many; `wide`: before a long word, and what stands above.
LINES = {
    "crmsh": {
        "email": ("select ", ""), "quoted": ("role ", ["Te"], "'Team Lead'"),
        "verb": ("", "selekt", "select", " all", ["<Up>", "<^A>", *["<Right>"] * 4, "<^D>", "c"]),
        "role": ("role ", "Managr", "Manager", " for all", ["<Up>", *["<Left>"] * 9, "e"]),
        "lists": ["role ", "select a"], "wide": ("select ", "list roles"),
        "seed": 'count users where email ~ "*{}*"',
        "search": ["<^R>", NEEDLE, "<Enter>"], "paste": "count users where email = 'n{:04d}@x.example'",
        "filter": [['select users where crm.role = "Sales Manager" and',
                    "portal.status = absent and", "crm.status = active"],
                   ['select users where (crm.role = "Sales Manager"',
                    "and portal.status = absent", "and crm.status = active)"]]},
    "psql": {
        "email": ("SELECT * FROM people WHERE email = ", "'"),
        "quoted": ("SET ROLE ", ["Te", "te", '"Te'], '"Team Lead"'),
        "verb": ("", "SELEKT", "SELECT", " 1;", ["<Up>", "<^A>", *["<Right>"] * 4, "<^D>", "C"]),
        "role": ("SET ROLE ", '"Managr"', '"Manager"', ";", ["<Up>", "<Left>", "<Left>", "<Left>", "e"]),
        "lists": ["SET ROLE ", "SELECT * FROM pg_"], "wide": ("SELECT '", "SELECT generate_series(101, 104);"),
        "seed": "SELECT count(*) FROM people WHERE email LIKE '%{}%';",
        "search": ["<^R>", NEEDLE, "<Right>"], "paste": "INSERT INTO ran VALUES ('n{:04d}@x.example');",
        "filter": [["SELECT count(*) FROM people WHERE role = 'Sales Manager'",
                    "AND status = 'absent'", "AND email LIKE '%@%';"]]},
    "redis-cli": {
        "email": ("EXISTS ", ""), "quoted": ("EXISTS ", ["Te", '"Te'], '"Team Lead"'),
        "verb": ("", "EXISKS", "EXISTS", " one", ["<Up>", "<^A>", *["<Right>"] * 4, "<^D>", "T"]),
        "role": ("ACL GETUSER ", "defalt", "default", "", ["<Up>", "<Left>", "<Left>", "u"]),
        "lists": ["ACL GETUSER ", "E"], "wide": ("EXISTS ", "TIME"), "seed": "EXISTS {}@x.example",
        "search": ["<Up>"] * (len(SEEDS) - SEEDS.index(NEEDLE)),
        "paste": "RPUSH ran 'n{:04d}@somewhere.x.example'",
        "filter": [["EVAL 'return redis.call(\"EXISTS\",", "\"Sales Manager\")", "' 0"]]},
    "fish": {
        "email": ("select ", ""), "quoted": ("role ", ["Te"], "Team\\ Lead"),
        "verb": ("", "selekt", "select", " all", ["<Up>", "<^A>", *["<Right>"] * 4, "<^D>", "c"]),
        "role": ("role ", "Managr", "Manager", " all", ["<Up>", *["<Left>"] * 5, "e"]),
        "lists": ["role ", "select a"], "wide": ("select ", "seq 101 104"), "seed": "select {}@x.example",
        "search": ["<^R>", NEEDLE, "<Enter>"], "paste": "echo n{:04d}@somewhere.x.example >> ran",
        "filter": [["select where crm.role = 'Sales Manager' \\", "and portal.status = absent \\",
                    "and crm.status = active"]]}}
