
Path = Tuple[Union[str, int], ...]
"""Where a value stands, attribute by attribute."""

def _exactly(kind: type) -> BeforeValidator:
    """Of this very kind: to Python 5.0 is 5 and 1 is True, to a vendor they are not."""

    def same(value: Any) -> Any:
        if type(value) is not kind:
            raise ValueError(f"{value!r} is no {kind.__name__}")
        return value

    return BeforeValidator(same)


Whole = _exactly(int)
Truth = _exactly(bool)

ABSENT: Any = type("Absent", (), {"__repr__": lambda self: "nothing"})()


class Cell(NamedTuple):
    """What one row has in one column; `choices` is None where the page does not say, a pair is a run."""

    default: Any
    choices: Optional[Tuple[Any, ...]]


class Table(NamedTuple):
    """Combinations that exist: a request fits if one row fits it."""

    columns: Tuple[Tuple[Path, str], ...]
    rows: Tuple[Tuple[Cell, ...], ...]


class Choice(NamedTuple):
    """Fields of which so many are given."""

    paths: Tuple[Path, ...]
    least: int
    most: int


def _same(one: Any, other: Any) -> bool:
    """Equal, and of one kind: True is no 1."""
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


def _admits(cell: Cell, value: Any) -> bool:
    def fits(choice: Any) -> bool:
        if isinstance(choice, tuple):
            return not isinstance(value, (bool, str)) and choice[0] <= value <= choice[1]
        return _same(choice, value)

    return cell.choices is None or any(fits(choice) for choice in cell.choices)


def _given(model: Any, path: Path) -> Any:
    """What was given at a place; a default that was filled in was not given."""
    value = model
    for step in path:
        if isinstance(step, int):
            if not isinstance(value, (list, tuple)) or len(value) <= step:
                return ABSENT
            value = value[step]
        elif isinstance(value, BaseModel) and step in value.model_fields_set:
            value = getattr(value, step)
        else:
            return ABSENT
        if value is None:
            return ABSENT
    return value


def _column(model: Any, path: Path, aspect: str) -> Any:
    value = _given(model, path)
    if aspect == "given":
        return value is not ABSENT
    if aspect == "count":
        return 0 if value is ABSENT else len(value)
    return value


def _fill(model: Any, path: Path, default: Any) -> None:
    """Puts a default where nothing was given, so that it is not taken for given."""
    for step in path[:-1]:
        model = model[step] if isinstance(step, int) and model else getattr(model, str(step), None)
    if isinstance(model, BaseModel) and isinstance(path[-1], str):
        model.__dict__[path[-1]] = default


def _walk(model: Any, table: Table) -> Iterator[str]:
    """Decides the columns in order: a given value keeps the rows that have it, an absent one takes its default first."""
    rows = table.rows
    before: List[str] = []
    for at, (path, aspect) in enumerate(table.columns):
        value, default = _column(model, path, aspect), rows[0][at].default
        name = ".".join(str(step) for step in path)
        if value is ABSENT and default is None:
            continue
        if value is ABSENT:
            _fill(model, path, default)
        chosen = default if value is ABSENT else value
        left = tuple(row for row in rows if _admits(row[at], chosen))
        if left:
            rows = left
            before.append(f"{name} {chosen!r}")
            continue
        there: List[Any] = []
        for row in rows:
            there += [choice for choice in row[at].choices or () if choice not in there]
        offered = ", ".join(f"{one[0]} to {one[1]}" if isinstance(one, tuple) else repr(one) for one in there)
        yield name + ("" if aspect == "value" else f" ({aspect})") + f": {chosen!r} is not offered" + (f" with {', '.join(before)}" if before else "") + f", there is {offered}"


class Request(BaseModel):
    """A request: attributes that were not given have the defaults that take effect."""

    model_config = ConfigDict(strict=True, extra="forbid", populate_by_name=True, protected_namespaces=())

    constants: ClassVar[Tuple[str, ...]] = ()
    tables: ClassVar[Tuple[Table, ...]] = ()
    chosen: ClassVar[Tuple[Choice, ...]] = ()

    def body(self) -> Dict[str, Any]:
        """What to send: what was given and what is constant; defaults are left to the vendor."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)

    @model_validator(mode="after")
    def _fits(self) -> Any:
        faults = [fault for table in self.tables for fault in _walk(self, table)]
        for choice in self.chosen:
            many = sum(_given(self, path) is not ABSENT for path in choice.paths)
            if not choice.least <= many <= choice.most:
                names = ", ".join(".".join(str(step) for step in path) for path in choice.paths)
                faults.append(f"of {names} there are {many}, there may be {choice.least} to {choice.most}")
        if faults:
            raise ValueError("; ".join(faults))
        self.__pydantic_fields_set__.update(self.constants)
        return self


class Answer(BaseModel):
    """An answer: members that nobody knows yet are kept."""

    model_config = ConfigDict(extra="allow", populate_by_name=True, protected_namespaces=())


def _value_at(value: Any, path: Path) -> Any:
    """What stands at a place of a body that is not yet a model."""
    for step in path:
        if isinstance(value, BaseModel):
            value = getattr(value, str(step), None)
        elif isinstance(value, dict):
            value = value.get(step)
        else:
            return None
    return value if isinstance(value, str) else None
