using System.Globalization;
using System.Text;

namespace ClinSeek.Ehr.Database.Functions;

/// <summary>RTF as the text a person would read: no formatting, no pictures, no hidden groups.</summary>
internal static class RtfText
{
    private static readonly HashSet<string> Hidden = new(StringComparer.Ordinal)
    {
        "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr", "footer", "footerl", "footerr", "themedata",
        "listtable", "listoverridetable", "datastore", "latentstyles", "generator", "xmlnstbl", "fldinst",
    };

    public static string Plain(ReadOnlySpan<byte> rtf)
    {
        var text = new StringBuilder();
        // The depth at which a hidden group began; 0 while none is open.
        int hidden = 0;
        int depth = 0;
        int skip = 0;
        int fallback = 1;
        for (int at = 0; at < rtf.Length; at++)
        {
            switch (rtf[at])
            {
                case (byte)'{':
                    depth++;
                    break;
                case (byte)'}':
                    hidden = hidden == depth ? 0 : hidden;
                    depth--;
                    break;
                case (byte)'\\' when at + 1 < rtf.Length:
                    at = Control(rtf, at + 1, depth, text, ref hidden, ref skip, ref fallback);
                    break;
                case (byte)'\r' or (byte)'\n':
                    break;
                default:
                    if (skip > 0)
                    {
                        skip--;
                    }
                    else if (hidden == 0)
                    {
                        text.Append((char)rtf[at]);
                    }

                    break;
            }
        }

        return text.ToString();
    }

    /// <summary>Reads a control word or symbol; gives the place of its last byte.</summary>
    private static int Control(ReadOnlySpan<byte> rtf, int at, int depth, StringBuilder text, ref int hidden, ref int skip, ref int fallback)
    {
        byte first = rtf[at];
        if (!char.IsAsciiLetter((char)first))
        {
            if (first == '*' && hidden == 0)
            {
                hidden = depth;
            }
            else if (first == '\'' && at + 2 < rtf.Length && byte.TryParse(rtf.Slice(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte code))
            {
                Append(text, hidden, ref skip, (char)code);
                at += 2;
            }
            else if (first is (byte)'\\' or (byte)'{' or (byte)'}')
            {
                Append(text, hidden, ref skip, (char)first);
            }
            else if (first == '~')
            {
                Append(text, hidden, ref skip, ' ');
            }

            return at;
        }

        int end = at;
        while (end < rtf.Length && char.IsAsciiLetter((char)rtf[end]))
        {
            end++;
        }

        string word = Encoding.ASCII.GetString(rtf[at..end]);
        int number = end;
        while (number < rtf.Length && (char.IsAsciiDigit((char)rtf[number]) || (number == end && rtf[number] == '-')))
        {
            number++;
        }

        bool hasNumber = int.TryParse(rtf[end..number], CultureInfo.InvariantCulture, out int value);
        if (Hidden.Contains(word) && hidden == 0)
        {
            hidden = depth;
        }
        else if (word == "uc" && hasNumber)
        {
            fallback = Math.Clamp(value, 0, 16);
        }
        else if (word == "u" && hasNumber)
        {
            Append(text, hidden, ref skip, (char)(ushort)value);
            skip = fallback;
        }
        else if (word is "par" or "line" or "row" or "sect" or "page")
        {
            Append(text, hidden, ref skip, '\n');
        }
        else if (word is "tab" or "cell")
        {
            Append(text, hidden, ref skip, '\t');
        }
        else if (word == "bin" && hasNumber && value > 0)
        {
            return Math.Min(rtf.Length - 1, number + value);
        }

        return number < rtf.Length && rtf[number] == ' ' ? number : number - 1;
    }

    private static void Append(StringBuilder text, int hidden, ref int skip, char value)
    {
        if (skip > 0)
        {
            skip--;
        }
        else if (hidden == 0)
        {
            text.Append(value);
        }
    }
}
