"""What a deviation from Zoho's OpenAPI files can do to one of them. Each returns how many places it changed."""


def walk(node, visit):
    """Calls `visit` for every object, parents first."""
    if isinstance(node, dict):
        visit(node)
        for value in list(node.values()):
            walk(value, visit)
    elif isinstance(node, list):
        for value in node:
            walk(value, visit)


def every(name, change):
    """A deviation for every property of a name, wherever it stands."""
    def apply(document):
        found = [0]

        def visit(node):
            properties = node.get("properties")
            if isinstance(properties, dict) and name in properties:
                if change(properties[name], node):
                    found[0] += 1
        walk(document, visit)
        return found[0]
    return apply


def nullable(schema, _parent):
    """Lets a property be null."""
    if "$ref" in schema and "anyOf" not in schema:
        reference = schema.pop("$ref")
        schema["anyOf"] = [{"$ref": reference}, {"type": "null"}]
        return True
    kinds = schema.get("type")
    if kinds is None or "null" in (kinds if isinstance(kinds, list) else [kinds]):
        return False
    schema["type"] = (kinds if isinstance(kinds, list) else [kinds]) + ["null"]
    if "enum" in schema:
        schema["enum"] = schema["enum"] + [None]
    return True


def anything(schema, _parent):
    """Takes the property as it comes."""
    changed = bool(schema)
    schema.clear()
    return changed


def required_not(*names):
    """Takes names off `required`, wherever all of them are asked for."""
    def apply(document):
        found = [0]

        def visit(node):
            required = node.get("required")
            if isinstance(required, list) and all(name in required for name in names):
                node["required"] = [name for name in required if name not in names]
                found[0] += 1
        walk(document, visit)
        return found[0]
    return apply


def overlapping(document):
    """`oneOf` as `anyOf`, for answers alone: no request is read by it."""
    found = [0]

    def visit(node):
        if isinstance(node.get("oneOf"), list):
            alternatives = node.pop("oneOf")
            node["anyOf" if len(alternatives) > 1 else "allOf"] = alternatives
            found[0] += 1
    walk(document, visit)
    return found[0]


def items(name, most):
    """Lets the arrays of a property have so many items."""
    def change(schema, _parent):
        fewer = schema.get("maxItems", most) < most
        if fewer:
            schema["maxItems"] = most
        return fewer
    return every(name, change)


def properties(name, more):
    """Lets the objects of a property have these members too, and asks for none."""
    def change(schema, _parent):
        if not isinstance(schema.get("properties"), dict):
            return False
        for member in more:
            schema["properties"].setdefault(member, {})
        return schema.pop("required", None) is not None
    return every(name, change)


def media(old, new):
    """Another media type of the same answer."""
    def apply(document):
        found = [0]

        def visit(node):
            content = node.get("content")
            if isinstance(content, dict) and old in content and new not in content:
                content[new] = content.pop(old)
                found[0] += 1
        walk(document, visit)
        return found[0]
    return apply


def unless_listed(name):
    """Takes a refusal that is wrapped in the list `data` without it too, whatever its details."""
    def apply(document):
        schema = document["components"]["schemas"][name]
        inner = dict(schema["properties"]["data"]["items"])
        inner["properties"] = dict(inner["properties"], details={"type": "object"})
        document["components"]["schemas"][name] = {"anyOf": [schema, inner]}
        return 1
    return apply


def asked_members(document):
    """Lets an object have the members it asks for, where it allows no others than it lists."""
    found = [0]

    def visit(node):
        listed = node.get("properties")
        if node.get("additionalProperties") is False and isinstance(listed, dict):
            for name in node.get("required", []):
                if name not in listed:
                    listed[name] = {}
                    found[0] += 1
    walk(document, visit)
    return found[0]


def without(key):
    """Takes a keyword such as `pattern` away, wherever it stands in a schema."""
    def apply(document):
        found = [0]

        def visit(node):
            if isinstance(node.get(key), (str, list)) and ("type" in node or key == "required"):
                del node[key]
                found[0] += 1
        walk(document, visit)
        return found[0]
    return apply
