"""What DuckDB, SQLite, polars, pandas and orjson do with the data that crmsh has; one line of JSON.

    python rival_tables.py WORK FILE... RUNS

Each does its work once to warm up and then RUNS times; `seconds` are those of each run.
"""
import json
import os
import sys
import time

FIELDS = ["Last_Name", "Email", "Title", "Account_Name", "Mailing_City", "Mailing_Country",
          "Email_Opt_Out", "Modified_Time"]


def timed(work, runs):
    """What the work returned, and the seconds of each run."""
    found, seconds = work(), []
    for _ in range(runs):
        begin = time.perf_counter()
        found = work()
        seconds.append(time.perf_counter() - begin)
    return found, seconds


def rss():
    """KiB that this process holds now."""
    with open("/proc/self/status", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmRSS"))


def duck():
    import duckdb
    connection = duckdb.connect(":memory:")
    connection.execute("SET threads = 1")
    return connection


WHERE = "Email LIKE ? AND Mailing_City = ? AND Email_Opt_Out = {false}"


def duckdb_filter(path, part, city, runs):
    connection = duck()
    connection.execute("CREATE TABLE c AS SELECT * FROM read_csv(?)", [path])
    text = f"SELECT count(*) FROM c WHERE {WHERE.format(false='false')}"
    return timed(lambda: connection.execute(text, [f"%{part}%", city]).fetchone()[0], runs)


def sqlite_filter(path, part, city, runs):
    import csv
    import sqlite3
    connection = sqlite3.connect(":memory:")
    with open(path, encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        heads = next(rows)
        connection.execute(f"CREATE TABLE c ({', '.join(f'{h} TEXT' for h in heads)})")
        connection.executemany(f"INSERT INTO c VALUES ({', '.join('?' * len(heads))})", rows)
    connection.execute("PRAGMA case_sensitive_like = ON")
    text = f"SELECT count(*) FROM c WHERE {WHERE.format(false=chr(39) + 'false' + chr(39))}"
    return timed(lambda: connection.execute(text, [f"%{part}%", city]).fetchone()[0], runs)


def duckdb_memory(path, _runs):
    connection = duck()
    before = rss()
    connection.execute("CREATE TABLE c AS SELECT * FROM read_csv(?)", [path])
    return rss() - before, [0.0]


def pandas_memory(path, _runs):
    import pandas
    import pyarrow  # Loaded before the memory is looked at.
    assert pyarrow.__version__
    before = rss()
    frame = pandas.read_csv(path, dtype="string[pyarrow]")
    return rss() - before, [float(len(frame))]


def duckdb_load(path, runs):
    connection = duck()

    def load():
        connection.execute("CREATE OR REPLACE TABLE c AS SELECT * FROM read_csv(?)", [path])
        return connection.execute("SELECT count(*) FROM c").fetchone()[0]
    return timed(load, runs)


def polars_load(path, runs):
    import polars
    return timed(lambda: polars.read_csv(path).height, runs)


def orjson_pages(folder, runs):
    """Every page of a folder, already in memory."""
    import orjson
    pages = []
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as file:
            pages.append(file.read())
    return timed(lambda: sum(len(orjson.loads(page)["data"]) for page in pages), runs)


def pandas_preview(plan, portal, members, out, runs):
    """Per person of the plan: what changes against the portal and its projects; written as CSV."""
    import pandas
    wanted = pandas.read_csv(plan, dtype="string[pyarrow]")
    people = pandas.read_csv(portal, dtype="string[pyarrow]")
    there = pandas.read_csv(members, dtype="string[pyarrow]")

    def preview():
        pairs = wanted.assign(key=wanted["email"].str.lower())
        known = people.assign(key=people["email"].str.lower())[["key", "role"]]
        joined = there.assign(key=there["email"].str.lower(), member=True)[["key", "project", "member"]]
        pairs = pairs.merge(known, on="key", how="left", suffixes=("", "_there"))
        pairs = pairs.merge(joined, on=["key", "project"], how="left")
        pairs["new"] = pairs["member"].isna()
        whole = pairs.groupby("key", sort=False).agg(
            email=("email", "first"), role=("role", "first"), there=("role_there", "first"),
            joins=("new", "sum"), projects=("project", "; ".join))
        whole["change"] = "keep"
        whole.loc[whole["joins"] > 0, "change"] = "join"
        whole.loc[whole["there"].isna(), "change"] = "add"
        whole.to_csv(out)
        return {k: int(v) for k, v in whole["change"].value_counts().items()}
    return timed(preview, runs)


def main():
    work, *arguments, runs = sys.argv[1:]
    found, seconds = globals()[work.replace("-", "_")](*arguments, int(runs))
    print(json.dumps({"found": found, "seconds": seconds}))


if __name__ == "__main__":
    main()
