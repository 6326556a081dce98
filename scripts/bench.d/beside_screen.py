"""Part of `bench keys --beside`: the terminal model, of the two kinds that there are.

Made narrower or wider, one lays the lines that it wrapped anew, as tmux does where something stands above
them; the other cuts them off and leaves them, as xterm does.
"""
import pyte

# Where a row keeps that the next one goes on with it: beside its cells, so that it scrolls with them.
WRAPPED = -1


class Model(pyte.Screen):
    """A screen that remembers which rows were wrapped."""

    drawing, reflows = False, False

    def draw(self, data):
        self.drawing = True
        super().draw(data)
        self.drawing = False

    def linefeed(self):
        if self.drawing:
            self.buffer[self.cursor.y][WRAPPED] = self.default_char
        super().linefeed()

    def erase_in_line(self, how=0, *more, **named):
        super().erase_in_line(how, *more, **named)
        if how != 1:
            self.buffer[self.cursor.y].pop(WRAPPED, None)

    def erase_in_display(self, how=0, *more, **named):
        super().erase_in_display(how, *more, **named)
        for row in range(self.cursor.y if how == 0 else 0, self.lines if how != 1 else 0):
            self.buffer[row].pop(WRAPPED, None)

    def widen(self, columns):
        """Another width, the lines laid anew or cut."""
        if not self.reflows:
            self.resize(self.lines, columns)
            self.cursor.x = min(self.cursor.x, columns - 1)
            return
        lines, (at, offset) = self._lines()
        self.resize(self.lines, columns)
        rows, self.cursor.y, self.cursor.x = [], 0, 0
        for place, line in enumerate(lines):
            if place == at:
                self.cursor.y = len(rows) + offset // columns
                self.cursor.x = offset % columns
            rows += [line[start:start + columns] for start in range(0, max(1, len(line)), columns)]
        self._lay(rows, lines)

    def _lines(self):
        """The lines as they were before they were wrapped, and which of them the cursor is in, where."""
        lines, cursor, whole = [], (0, 0), []
        for number in range(self.lines):
            row = self.buffer[number]
            if number == self.cursor.y:
                cursor = len(lines), len(whole) + self.cursor.x
            whole += [row[column] for column in range(self.columns)]
            if WRAPPED not in row:
                while whole and whole[-1] == self.default_char:
                    whole.pop()
                lines.append(whole)
                whole = []
        while lines and not lines[-1] and len(lines) > cursor[0] + 1:
            lines.pop()
        return lines, cursor

    def _lay(self, rows, lines):
        above = max(0, len(rows) - self.lines)
        self.cursor.y = max(0, self.cursor.y - above)
        ends = set()
        for line in lines:
            ends.add((max(ends) if ends else 0) + max(1, -(-len(line) // self.columns)))
        for number in range(self.lines):
            row = self.buffer[number]
            row.clear()
            if number + above < len(rows):
                row.update(enumerate(rows[number + above]))
                if number + above + 1 not in ends:
                    row[WRAPPED] = self.default_char
        self.dirty.update(range(self.lines))
