using SQLitePCL;

namespace ClinSeek.Ehr.Database;

/// <summary>
/// The texts of a table, each distinct one once, so that looking for a text reads few of them: records repeat their names, codes
/// and units. Finds what SQL's LIKE finds. Immutable. Holds PHI.
/// </summary>
internal sealed class TextIndex
{
    /// <summary>Characters of distinct texts at most; a table with more is searched in the database.</summary>
    private const int MostChars = 4_000_000;

    private readonly long[] _rows;
    private readonly (string[] Texts, int[] Places)[] _columns;

    private TextIndex(long[] rows, (string[] Texts, int[] Places)[] columns) => (_rows, _columns) = (rows, columns);

    /// <summary>Reads the text columns of a table; null where there is too much text.</summary>
    public static TextIndex? Read(sqlite3 database, PatientTable table)
    {
        string[] names = [.. table.Own.Where(static column => column.Type == "TEXT").Select(static column => SnapshotWriter.Quoted(column.Name))];
        string sql = $"SELECT row, {string.Join(", ", names.DefaultIfEmpty("NULL"))} FROM {SnapshotWriter.Quoted(table.Name)} ORDER BY event_time, row";
        MemoryDatabase.Check(database, raw.sqlite3_prepare_v2(database, sql, out sqlite3_stmt statement));
        using (statement)
        {
            var rows = new List<long>();
            Builder[] columns = [.. names.Select(static _ => new Builder())];
            int chars = 0;
            while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
            {
                rows.Add(raw.sqlite3_column_int64(statement, 0));
                for (int place = 0; place < columns.Length; place++)
                {
                    chars += columns[place].Add(statement, place + 1);
                }

                if (chars > MostChars)
                {
                    return null;
                }
            }

            return new TextIndex([.. rows], [.. columns.Select(static column => column.Finish())]);
        }
    }

    /// <summary>The rows that contain one of some texts in any text column, by time; only the case of ASCII letters is folded.</summary>
    public IReadOnlyList<long> Containing(IReadOnlyList<string> spellings)
    {
        bool[][] matches = [.. _columns.Select(column => Array.ConvertAll(column.Texts, text => spellings.Any(spelling => Contains(text, spelling))))];
        var found = new List<long>();
        for (int row = 0; row < _rows.Length; row++)
        {
            for (int column = 0; column < _columns.Length; column++)
            {
                int place = _columns[column].Places[row];
                if (place >= 0 && matches[column][place])
                {
                    found.Add(_rows[row]);
                    break;
                }
            }
        }

        return found;
    }

    private static bool Contains(string text, string sought)
    {
        for (int at = 0; (at = text.IndexOf(sought, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            if (IsSame(text.AsSpan(at, sought.Length), sought))
            {
                return true;
            }
        }

        return false;
    }

    // LIKE folds no letter beyond ASCII: a Kelvin sign is no k.
    private static bool IsSame(ReadOnlySpan<char> found, ReadOnlySpan<char> sought)
    {
        for (int place = 0; place < found.Length; place++)
        {
            if (found[place] != sought[place] && !(char.IsAscii(found[place]) && char.IsAscii(sought[place])))
            {
                return false;
            }
        }

        return true;
    }

    private sealed class Builder
    {
        private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
        private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
        private readonly List<int> _rows = [];
        private char[] _buffer = new char[256];

        public Builder() => _bySpan = _places.GetAlternateLookup<ReadOnlySpan<char>>();

        /// <summary>Takes a cell and gives how many characters it added.</summary>
        public int Add(sqlite3_stmt statement, int column)
        {
            if (raw.sqlite3_column_type(statement, column) != raw.SQLITE_TEXT)
            {
                _rows.Add(-1);
                return 0;
            }

            ReadOnlySpan<byte> bytes = raw.sqlite3_column_blob(statement, column);
            // LIKE reads a text up to its first NUL.
            int end = bytes.IndexOf((byte)0);
            bytes = end < 0 ? bytes : bytes[..end];
            if (_buffer.Length < bytes.Length)
            {
                _buffer = new char[Math.Max(bytes.Length, 2 * _buffer.Length)];
            }

            ReadOnlySpan<char> text = _buffer.AsSpan(0, System.Text.Encoding.UTF8.GetChars(bytes, _buffer));
            if (_bySpan.TryGetValue(text, out int place))
            {
                _rows.Add(place);
                return 0;
            }

            _bySpan[text] = _places.Count;
            _rows.Add(_places.Count - 1);
            return text.Length;
        }

        public (string[] Texts, int[] Places) Finish()
        {
            var texts = new string[_places.Count];
            foreach ((string text, int place) in _places)
            {
                texts[place] = text;
            }

            return (texts, [.. _rows]);
        }
    }
}
