using System.Text;
using ClinSeek.Knowledge.Sources.Import;

namespace ClinSeek.Knowledge.Terminology;

/// <summary>
/// Reads the official files: AHRQ's CCSR mapping in either of its forms (one category a row, or all categories of a code in
/// one), AHRQ's list of categories, and CMS's code list (<c>icd10cm_codes_YEAR.txt</c>).
/// </summary>
internal static class TerminologyFiles
{
    public static IEnumerable<CodeMapping> Read(string file)
    {
        using StreamReader reader = Opened.Text(file);
        return Opened.Extension(file) == ".txt" ? [.. CodeList(reader, file)] : [.. Table(reader, file)];
    }

    private static IEnumerable<CodeMapping> CodeList(StreamReader reader, string file)
    {
        int number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            string[] parts = line.Split(' ', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (line.Length > 0 && (parts.Length != 2 || !IsIcd(parts[0])))
            {
                throw new InvalidDataException($"{Path.GetFileName(file)}, line {number}: not a code and its title.");
            }

            if (parts.Length == 2)
            {
                yield return new CodeMapping(parts[0], parts[1], null, null, false);
            }
        }
    }

    private static IEnumerable<CodeMapping> Table(StreamReader reader, string file)
    {
        // The searchable lists begin with a line that says what they are.
        List<string> head = Row(reader) ?? [];
        if (head.Count(static cell => cell.Length > 0) < 2)
        {
            head = Row(reader) ?? [];
        }

        string[] names = [.. head.Select(static name => name.Trim('\'', ' ').ToUpperInvariant())];
        int code = Column(names, "ICD-10-CM CODE"), title = Column(names, "ICD-10-CM CODE DESCRIPTION");
        int category = Column(names, "CCSR CATEGORY"), categoryTitle = Column(names, "CCSR CATEGORY DESCRIPTION");
        int isDefault = Array.FindIndex(names, static name => name.StartsWith("INPATIENT DEFAULT CCSR", StringComparison.Ordinal));
        int inpatient = Column(names, "DEFAULT CCSR CATEGORY IP");
        (int Code, int Title)[] wide = [.. Enumerable.Range(1, 6).Select(number => (Column(names, $"CCSR CATEGORY {number}"), Column(names, $"CCSR CATEGORY {number} DESCRIPTION"))).Where(static pair => pair.Item1 >= 0)];
        if (category < 0 && wide.Length == 0)
        {
            throw new InvalidDataException($"{Path.GetFileName(file)}: no column 'CCSR Category'; import the files as AHRQ and CMS publish them.");
        }

        while (Row(reader) is { } row)
        {
            string? own = Cell(row, code) is { Length: > 0 } icd ? icd : null;
            if (category >= 0)
            {
                yield return new CodeMapping(own, Cell(row, title), Cell(row, category), Cell(row, categoryTitle), Cell(row, isDefault) == "Y");
                continue;
            }

            foreach ((int at, int name) in wide.Where(pair => Cell(row, pair.Code).Length > 0))
            {
                yield return new CodeMapping(own, Cell(row, title), Cell(row, at), Cell(row, name), Cell(row, at) == Cell(row, inpatient));
            }
        }
    }

    private static bool IsIcd(string code) => code.Length is >= 3 and <= 7 && char.IsAsciiLetter(code[0]) && code.All(char.IsAsciiLetterOrDigit);

    private static int Column(string[] names, string name) => Array.IndexOf(names, name);

    private static string Cell(List<string> row, int column) => column >= 0 && column < row.Count ? row[column].Trim('\'', ' ') : string.Empty;

    // RFC 4180: quoted cells may hold commas, doubled quotes and line breaks.
    private static List<string>? Row(StreamReader reader)
    {
        if (reader.Peek() < 0)
        {
            return null;
        }

        var cells = new List<string>();
        var cell = new StringBuilder();
        bool quoted = false;
        for (int next; (next = reader.Read()) >= 0;)
        {
            char letter = (char)next;
            if (quoted)
            {
                if (letter == '"' && reader.Peek() == '"')
                {
                    reader.Read();
                    cell.Append('"');
                }
                else if (letter == '"')
                {
                    quoted = false;
                }
                else
                {
                    cell.Append(letter);
                }
            }
            else if (letter == '"')
            {
                quoted = true;
            }
            else if (letter == ',')
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else if (letter == '\n')
            {
                break;
            }
            else if (letter != '\r')
            {
                cell.Append(letter);
            }
        }

        cells.Add(cell.ToString());
        return cells;
    }
}
