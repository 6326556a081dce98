"""What people type wrongly: lines, scripts, lists, tables, options, files of settings.

A line that needs a portal begins with `@`: it is run behind a `connect`. `§` stands for a new line.
"""

LINES = r"""
frobnicate|conect sandbox|connect|connect sandbox sandbox|connect ADDRESS --portal|connect nowhere
connect http://|connect ftp://127.0.0.1|connect http://127.0.0.1:99999|connect http://10.0.0.1:80
connect ADDRESS --portal nosuch|connect ADDRESS --portal 99|login --dc mars|login a/b --dc us --yes
login x|login x --dc us --flow pigeon|login x --dc us --flow browser --port 80|login x --dc us --port x
login x --dc us --secrets nosuch --yes|login x --dc us --projects-host evil.example --secrets s --yes
logout|logout nosuch|disconnect now|@fetch|@fetch people|@fetch contacts where|@fetch contacts where x =
@fetch contacts where nosuchfield = 1|@fetch accounts where City|refresh|status now|doctor nosuch
list|@list things|@list users where|@list users where city|@list users where city =
@list users where city = and|@list users where city = Rome and|@list users where or city = Rome
@list users where (city = Rome|@list users where city = Rome)|@list users where city == Rome
@list users where nosuch = 1|@list users where city in|@list users where city in (|@list users where city in ()
@list users where city =~ "("|@list users where city =~ "[a"|@list users where city =~ "a{99999}"
@list users where city =~ "(?=a)"|@list users where city =~ "\\q"|@list users where created_time > yesterday
@list users where created_time > 2025-13-01|@list users where created_time > 2025-02-30
@list users where created_time > -30x|@list users where status = 5 5|@list users where not
@list users where email is|@list users where email is nothing|@list users where role = Manager
@list users where crm.nosuch = 1|@list users where moon.role = 1|@list users columns|@list users columns nosuch
@list users columns email,|@list users columns email, email,|@list users order|@list users order by
@list users order by nosuch|@list users order by email sideways|@list users limit|@list users limit x
@list users limit -1|@list users limit 99999999999999999999|@list users --format|@list users --format pdf
@list users --formt csv|@list users --format csv --format csv|@list users >|@list users > a b
@list users > nosuch/dir/file|@list users > .|@list users > ..|@list users > ""|@list users >> nosuch
@list roles where|@list projects where nosuch = 1|@list plan where|@list runs where x|@list selected where
list users|count users|show a@b.example|select all|role Employee|preview|import|assign Website|undo|redo
count|@count things|@count users where|@count from nosuch.csv|@show|@show nobody@nowhere.example
@show project nosuch|@show account nosuch|@show customer nosuch|@show project|@show a@b@c
@explain|@explain nobody@nowhere.example|@explain 'frobnicate'|@explain a@b.example in 99
@select|@select nobody@nowhere.example|@select users where|@select @nosuch|@select @|@select %1
@select %3-|@select %0|@select %9-1|@select users but|@select but users|@select users,|@select ,users
@select (users|@select users)|@select all all|@select from|@select from nosuch.csv|@select from .
@select from /dev/null|@select users as|@select users as a b|@select failed in x
@select failed in 99|@select failed|@select account|@select account nosuch|@select contacts where
@select from <<|@select from <<END|@select from <<END§a@b|@select from <<END§not an address§END
@deselect|@deselect all|@deselect nobody@nowhere.example|@role|@role nosuch|@role Manager for
@role Manager for nobody@nowhere.example|@role Manager Employee|@role Manager for @x|@role ""
@role Manager|@customer|@customer auto|@customer nosuch|@customer nosuch --new|@profile|@profile nosuch
@assign|@assign nosuch|@assign Website|@assign Website,|@assign Website for|@assign ,Website
@assign Website for nobody@nowhere.example|@assign "Website|@assign 'Website"|@apply|@apply nosuch.csv
@apply . |@apply /dev/null|@unassign|@unassign Website|@unassign nosuch|@drop|@drop nobody@nowhere.example
@drop blocked now|@reset now|@accept|@accept nobody@nowhere.example|@undo|@undo x|@undo -1|@undo 99
@redo|@redo x|@log x|@preview nosuch|@preview matrix people|@preview revert|@preview revert 99
@preview --html|@preview --html nosuch/x.html|@import --expect-people 3|@import --expect-plan 0123456789ab|@import --yes --yes
@import --expect-people|@import --expect-people x|@import --expect-plan|@import --reason|@resume|@resume 99
@abandon|@abandon 99|@retry|@retry 99|@retry x|@revert|@revert last|@revert 99 --yes|@revert x
runs --all|runs 99 99|report|report last|report 99|report x|report last --html|format|format pdf
format csv json|set nosuch|set nosuch=1|set batch|set batch=|set batch=x|set batch=0|set batch=-1
set batch=99999999999|set settle=10|set settle=x|set settle=-1s|set deadline=0s
set rate=5|set rate=5/|set rate=/5s|set rate=0/1s|set fresh=x|set notify=maybe|set format=pdf|set color=red
set width=-1|set width=x|set history-size=-1|set editing-mode=nano|set on-error=explode|set protected=perhaps
set hints=5|set =1|unset|unset nosuch|unset batch nosuch|let|let 1=2|let a|let a=|let a-b=1
let a=1 b|let =x|let a="|echo $nosuch|echo ${nosuch}|echo ${|echo ${}|echo "x|echo 'x
if|if count|if count users|if count users >|if count users > x|if count users = 1|if nosuch = 1§end
if $a|if $a = |if "x" = "y"|else|end|end end|if "x" = "x"§else§else§end
assert|assert count|assert "a" = "b"|assert count users|param x|status; param x|on-error|on-error explode
source|source nosuch.crmsh|source .|source /dev/null/x|save|@save|@save nosuch/x.crmsh|time|time ''
time 'frobnicate'|watch|watch 'list users'|watch 1 'status'|watch x 'status'|watch 2 'import'
watch 99999 'status'|alias x|alias x=|alias list='status'|unalias|unalias x|history x|history -1
history search|edit|edit 99|help nosuch|help list users|help search|quit now|exit now|a b c|;;x| sh|!sh|&
status &|status > | more|(status)|"status"|'list' users|--help|-c|*|@|%|$x|#x§frob|<<END|=|,|)
status --|status ---format csv|status --=x|status --format=|status -x|status "|список|ｓｔａｔｕｓ|ſtatus
"""

SCRIPTS = [
    ("an if without end", "if \"a\" = \"a\"\nstatus\n"), ("an end too many", "end\n"),
    ("else first", "else\n"), ("else twice", 'if "a" = "b"\nelse\nelse\nend\n'),
    ("else if behind else", 'if "a" = "b"\nelse\nelse if "a" = "a"\nend\n'),
    ("param behind a line", "status\nparam x\n"), ("a param that is missing", "param team\necho $team\n"),
    ("param twice", "param a a\n"), ("a param that is no name", "param 5\n"), ("no param's name", "param =5\n"),
    ("an unknown variable", "echo $x\n"), ("an unknown command in a branch", 'if "a" = "b"\nfrob\nend\n'),
    ("a here list without end", "connect ADDRESS\nselect from <<END\na@b.example\n"),
    ("a here list of nobody", "connect ADDRESS\nselect from <<END\nnobody@nowhere.example\nEND\n"),
    ("an empty here list", "connect ADDRESS\nselect from <<END\nEND\n"),
    ("itself", "source a.crmsh\n"), ("a terminal's command", "alias x=status\n"), ("edit", "edit\n"),
    ("watch's mistakes", "watch 2 'frob'\n"), ("a name with a blank", "let a b=1\n"),
    ("a line that goes on", "status \\\n--nosuch\n"),
    ("an open parenthesis", "connect ADDRESS\nselect (users\n"), ("an open quote", 'echo "a\n\n'),
    ("a NUL", "status\0\n"), ("UTF-16", "status\n".encode("utf-16")), ("no UTF-8", b"echo \xff\xfe\n"),
    ("Latin 1", "echo \xe9\n".encode("latin-1")), ("half a character", b"echo \xe2\x82\n"),
    ("more than a mebibyte", "# " + "a" * (1 << 20) + "\nstatus\n"), ("binary", bytes(range(256))),
    ("a shell script", "#!/bin/sh\nset -e\nfor f in *; do echo; done\n"), ("CSV", "email,role\na@b.example,x\n"),
    ("JSON", '{"email": "a@b.example"}\n'), ("a byte order mark in the middle", "status\n\ufeffstatus\n"),
    ("a no-break space", "list\u00a0users\n"), ("curly quotes", "echo \u201ca b\u201d; frob\n"),
    ("a dash that is none", "status \u2013\u2013format csv\n"), ("CR alone", "status\rfrob\r"),
    ("a form feed", "status\n\x0cfrob\n"), ("an escape", "\x1b[31mstatus\n"), ("bidi", "st\u202eatus\n"),
    ("100,000 parentheses", "connect ADDRESS\nselect " + "(" * 100_000 + "\n"),
    ("100,000 nots", "connect ADDRESS\nlist users where " + "not " * 100_000 + "\n"),
    ("a name of 100,000", "frob" * 25_000 + "\n"), ("10,000 ifs", 'if "a" = "a"\n' * 10_000),
    ("a number of 10,000", "connect ADDRESS\nlist users limit " + "9" * 10_000 + "\n"),
    ("100,000 options", "status " + "--x " * 100_000 + "\n"), ("import without yes", "connect ADDRESS\n"
     "role Employee for PERSON\nassign Website for PERSON\nimport\n"),
    ("an assert that fails", "assert \"a\" = \"b\"\n"), ("on-error continue, and wrong", "on-error continue\nfrob\n"),
]

# For `select from` and for `apply`.
LISTS = [
    ("nothing", ""), ("a heading alone", "email\n"), ("blank lines", "\n\n\n"), ("no heading", "PERSON,x\n"),
    ("another heading", "name,phone\nx,1\n"), ("an open quote", 'email\n"PERSON\n'),
    ("a quote in a cell", 'email\na"b@x.example\n'), ("text behind a quote", 'email\n"PERSON"x\n'),
    ("no address", "email\nnobody\n"), ("nobody's address", "email\nnobody@nowhere.example\n"),
    ("two ats", "email\na@b@c.example\n"), ("an empty address", 'email,x\n"",y\n'),
    ("a blank in it", "email\na b@x.example\n"),
    ("too few cells", "email,role\nPERSON\nx@y.example\n"), ("too many cells", "email\nPERSON,a,b\n"),
    ("a NUL", "email\nPER\0SON\n"), ("no UTF-8", b"email\n\xff\xfe\xff@x.example\n"),
    ("UTF-16 cut off", "email\nx@y.example\n".encode("utf-16")[:-1]),
    ("UTF-16 without a mark", "email\nx@y.example\n".encode("utf-16-le")), ("UTF-32", "email\nx".encode("utf-32")),
    ("binary", bytes(range(256)) * 4), ("zip", b"PK\x03\x04" + b"\0" * 40), ("a page", "<html><body>email</body>\n"),
    ("JSON", '[{"email":"x@y.example"}]'), ("a line of a mebibyte", "email\n" + "a" * (1 << 20) + "@x.example\n"),
    ("10,000 quotes", "email\n" + '"' * 9_999 + "\n"), ("control characters", "email\n\x1b[2Jx@y.example\n"),
    ("bidi", "email\n\u202ex@y.example\n"), ("a formula", "email\n=cmd|'/c calc'!A1\n"),
    ("tabs and commas", "email\trole,x\nPERSON,\t\n"), ("spaces for commas", "email role\nPERSON x\n"),
    ("a second wrong line", "email\nPERSON\nnobody@nowhere.example\n"), ("a column that is not there", None),
]
TABLES = [
    ("an unknown role", "email,role\nPERSON,nosuch\n"), ("an unknown project", "email,projects\nPERSON,nosuch\n"),
    ("an unknown customer", "email,customer\nPERSON,nosuch\n"), ("an unknown profile", "email,profile\nPERSON,x\n"),
    ("two roles", "email,role\nPERSON,Manager\nPERSON,Employee\n"), ("a role column twice", "email,role,role\nPERSON,a,b\n"),
    ("email twice", "email,email\nPERSON,PERSON\n"), ("an address twice", "email,role\nPERSON,x\nPERSON,y\n"),
    ("one good, one bad", "email,projects\nPERSON,Website;nosuch\n"), ("case of a role", "email,role\nPERSON,MANAGERR\n"),
    ("an open bracket", "email,role\nPERSON,[Manager\n"), ("a customer for a user", "email,customer\nPERSON,auto\n"),
]

OPTIONS = [
    ["--nosuch"], ["--format"], ["--format", "pdf"], ["--format="], ["-c"], ["-c", "frob"], ["--color", "red"],
    ["--color"], ["--set"], ["--set", "x"], ["--set", "x=1"], ["--set", "batch"], ["--set", "batch=x"],
    ["--set", "=1"], ["--set", ""], ["--state"], ["--state", ""], ["--state", "/dev/null", "-c", "runs"],
    ["--state", "/proc/x", "-c", "connect ADDRESS"], ["--state", "", "-c", "runs"],
    ["--login"], ["--login", "nosuch", "-c", "status"], ["--login", "a b; frob", "-c", "status"], ["--check"],
    ["--check", "nosuch.crmsh"], ["--check", "-c", "frob"], ["--allow-dir"], ["nosuch.crmsh"], ["."], ["/dev/null/x"],
    ["nosuch.crmsh", "x"], ["nosuch.crmsh", "a=1", "b"], ["nosuch.crmsh", "1=a"], ["nosuch.crmsh", "=a"], ["list"],
    ["status", "users"], ["-x"], ["-cfrob"], ["--raw=yes"], ["--dry-run=x"], ["--interactive=x"], ["--echo", "nosuch"],
    ["--keep-going", "-c", "frob"], ["--no-input", "-c", "import"], ["--helpp"], ["--versionn"], ["completions"],
    ["completions", "tcsh"], ["completions", "bash", "zsh"], ["manual", "x"], ["sandbox", "--nosuch"], ["sandbox", "x"],
    ["sandbox", "--port"], ["sandbox", "--port", "70000"], ["sandbox", "--port", "x"], ["sandbox", "--port", "-1"],
    ["sandbox", "--faults", "nosuch.json"], ["sandbox", "--state", "nosuch/x.json"], ["sandbox", "--port", "1", "--port"],
    ["\U0001f600"], ["--format", "csv\x1b[2J"], ["--fоrmat", "csv"], ["-c", "status", "--format", "CSVV"], ["--", "--x"],
    ["-c", "a" * 100_000], ["-c", "status", "x", "y"], ["--state", "a\nb", "-c", "frob"], ["a=b"], ["--set=batch"],
]

# What lies in the configuration folder or elsewhere: (name, file, text, lines).
FILES = [
    *[(f"settings: {text[:20]!r}", "config/crmsh/config", text, "logins; login x --dc us") for text in (
        "credential-helper\n", "credential-helper=\n", "nosuch = 1\n", "credential-helper = relative\n",
        "credential-helper = /nonexistent/helper\n", "credential-helper = /etc/passwd\n", "credential-helper = /tmp\n",
        "credential-helper = /bin/true\ncredential-helper = /bin/true\n", "[section]\n", "{}\n", "\0\n", "= x\n")],
    *[(f"sign-ins: {text[:24]!r}", "config/crmsh/credentials", text, "logins; connect a") for text in (
        "x\n", "crmsh credentials 2\n", "crmsh credentials 1\nx\n", "crmsh credentials 1\n[a\n",
        "crmsh credentials 1\n[a]\n", "crmsh credentials 1\n[a]\nserver us\n", "crmsh credentials 1\n[a b]\n",
        "crmsh credentials 1\n[a]\nserver us\nserver us\n", "crmsh credentials 1\n[a]\nnosuch x\n", "\0", "{}\n",
        "crmsh credentials 1\nserver us\n", "crmsh credentials 1\n[a]\nserver mars\nclient x\naccount y\n"
        "since 1\nclient-secret s\nrefresh-token t\n")],
    *[(f"secrets: {text[:20]!r}", "secrets.txt", text, "login x --dc ADDRESS --secrets secrets.txt --yes") for text in (
        "", "x\n", "client-id\n", "client-id =\n", "client-id = 1000.SANDBOX\n", "client-secret = x\n",
        "client-id = 1000.SANDBOX\nclient-secret = sandbox\n", "client-id = a b\nclient-secret = c\ncode = d\n",
        "client-id = 1000.OTHER\nclient-secret = c\ncode = d\n", "nosuch = 1\n", "client-id = a\nclient-id = b\n",
        "client-id = 1000.SANDBOX\nclient-secret = wrong\ncode = 1000.x\n", "\0", "{}\n", "\xff\n",
        "client-id = 1000.SANDBOX\nclient-secret = sandbox\ncode = 1000.wrong\n")],
    *[(f"journal: {text[:20]!r}", "state/crmsh/journal.sqlite", text, "runs; connect ADDRESS") for text in (
        "x\n", "SQLite format 3\0" + "\0" * 84, "SQLite format 3\0" + "x" * 4096, "\0" * 8192)],
    *[(f"slots: {text[:20]!r}", "state/crmsh/slots.sqlite", text, "connect ADDRESS") for text in (
        "x\n", "SQLite format 3\0" + "x" * 4096)],
]
FAULTS = ["", "x", "{}", "[", "[1]", '[{"fault":"nosuch"}]', '[{"match":{},"fault":5}]', '[{"fault":"drip"}]',
          '[{"match":{"nth":-1},"fault":"drip","seconds":1}]', '[{"fault":"bomb","mebibytes":"x"}]', "null",
          '[{"match":{"method":5},"fault":"empty-200"}]', '[{"fault":"redirect"}]', "[" * 100_000]
