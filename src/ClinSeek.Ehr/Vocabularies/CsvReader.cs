using System.Text;

namespace ClinSeek.Ehr.Vocabularies;

/// <summary>Reads comma-separated values (RFC 4180) record by record: quoted fields, doubled quotes, line breaks inside quotes.</summary>
internal static class CsvReader
{
    private const int LongestField = 100_000;

    /// <summary>The records of a text.</summary>
    /// <exception cref="InvalidDataException">A quote is not closed, or a field has no end.</exception>
    public static IEnumerable<string[]> Read(TextReader reader)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        bool quoted = false;
        bool any = false;
        for (int next = reader.Read(); next >= 0; next = reader.Read())
        {
            char letter = (char)next;
            any = true;
            if (field.Length > LongestField)
            {
                throw new InvalidDataException($"A field is longer than {LongestField} characters; a quote may be missing.");
            }

            if (quoted)
            {
                if (letter != '"')
                {
                    field.Append(letter);
                }
                else if (reader.Peek() == '"')
                {
                    field.Append((char)reader.Read());
                }
                else
                {
                    quoted = false;
                }
            }
            else if (letter == '"' && field.Length == 0)
            {
                quoted = true;
            }
            else if (letter == ',')
            {
                Take(fields, field);
            }
            else if (letter == '\n')
            {
                Take(fields, field);
                yield return [.. fields];
                fields.Clear();
                any = false;
            }
            else if (letter != '\r')
            {
                field.Append(letter);
            }
        }

        if (quoted)
        {
            throw new InvalidDataException("A quote is not closed.");
        }

        if (any)
        {
            Take(fields, field);
            yield return [.. fields];
        }
    }

    private static void Take(List<string> fields, StringBuilder field)
    {
        fields.Add(field.ToString());
        field.Clear();
    }
}
