using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace ClinSeek.Reasoning.LanguageModel.Repair;

/// <summary>
/// Reads JSON as models write it: unclosed at the end, single quotes, bare keys, Python's words, raw line breaks in texts,
/// commas too many or too few. It never makes up a value: what it cannot read as one of these is refused.
/// </summary>
internal sealed class TolerantJson
{
    private const int DeepestNesting = 64;

    private readonly string _text;
    private int _at;
    private int _depth;

    private TolerantJson(string text, int at) => (_text, _at) = (text, at);

    private bool Mended { get; set; }

    private bool AtEnd => _at >= _text.Length;

    /// <summary>Reads the value that begins at a place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where the value begins; afterwards the place behind it.</param>
    /// <param name="value">The value; null also stands for JSON's null.</param>
    /// <param name="mended">Whether it was not JSON as it stood.</param>
    /// <returns>Whether a value could be read.</returns>
    public static bool TryRead(string text, ref int at, out JsonNode? value, out bool mended)
    {
        var reader = new TolerantJson(text, at);
        bool read = reader.TryValue(out value);
        at = reader._at;
        mended = reader.Mended;
        return read;
    }

    private bool TryValue(out JsonNode? value)
    {
        value = null;
        SkipBlank();
        if (AtEnd || _depth >= DeepestNesting)
        {
            return false;
        }

        _depth++;
        bool read = _text[_at] switch
        {
            '{' => TryObject(out value),
            '[' => TryArray(out value),
            '"' or '\'' => TryText(out value),
            _ => TryWord(out value),
        };
        _depth--;
        return read;
    }

    private bool TryObject(out JsonNode? value)
    {
        var members = new JsonObject();
        value = members;
        _at++;
        while (true)
        {
            SkipSeparators();
            if (Closes('}'))
            {
                return true;
            }

            if (!TryKey(out string key))
            {
                return false;
            }

            SkipBlank();
            if (AtEnd)
            {
                return Ended(members.Count > 0);
            }

            if (_text[_at] is not (':' or '='))
            {
                return false;
            }

            Mended |= _text[_at] == '=';
            _at++;
            SkipBlank();
            if (AtEnd)
            {
                return Ended(members.Count > 0);
            }

            if (!TryValue(out JsonNode? member))
            {
                return false;
            }

            members[key] = member;
        }
    }

    private bool TryArray(out JsonNode? value)
    {
        var items = new JsonArray();
        value = items;
        _at++;
        while (true)
        {
            SkipSeparators();
            if (Closes(']'))
            {
                return true;
            }

            if (!TryValue(out JsonNode? item))
            {
                return false;
            }

            items.Add(item);
        }
    }

    /// <summary>Whether the end of a list or object stands here; the end of the text counts as one that was forgotten.</summary>
    private bool Closes(char bracket)
    {
        if (AtEnd)
        {
            return Ended(true);
        }

        if (_text[_at] != bracket)
        {
            return false;
        }

        _at++;
        return true;
    }

    private bool Ended(bool usable)
    {
        Mended = true;
        return usable;
    }

    private bool TryKey(out string key)
    {
        if (_text[_at] is '"' or '\'')
        {
            key = Quoted();
            return key.Length > 0;
        }

        int start = _at;
        while (!AtEnd && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '_' or '-' or '.'))
        {
            _at++;
        }

        key = _text[start.._at];
        Mended = true;
        return key.Length > 0;
    }

    private bool TryText(out JsonNode? value)
    {
        value = JsonValue.Create(Quoted());
        return true;
    }

    private string Quoted()
    {
        char quote = _text[_at++];
        Mended |= quote == '\'';
        var text = new StringBuilder();
        while (!AtEnd && _text[_at] != quote)
        {
            char character = _text[_at++];
            Mended |= character < ' ';
            text.Append(character == '\\' ? Escaped() : character);
        }

        Mended |= AtEnd;
        _at++;
        return text.ToString();
    }

    private char Escaped()
    {
        if (AtEnd)
        {
            return '\\';
        }

        char kind = _text[_at++];
        if (kind == 'u' && _at + 4 <= _text.Length && ushort.TryParse(_text.AsSpan(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
        {
            _at += 4;
            return (char)code;
        }

        Mended |= kind is not ('n' or 't' or 'r' or 'b' or 'f' or '"' or '\\' or '/');
        return kind switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', _ => kind };
    }

    private bool TryWord(out JsonNode? value)
    {
        int start = _at;
        while (!AtEnd && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '-' or '+' or '.' or '_'))
        {
            _at++;
        }

        string word = _text[start.._at];
        Mended |= word is "True" or "False" or "None";
        value = word switch
        {
            "true" or "True" => JsonValue.Create(true),
            "false" or "False" => JsonValue.Create(false),
            _ => null,
        };
        if (value is not null || word is "null" or "None")
        {
            return true;
        }

        if (!decimal.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number))
        {
            return false;
        }

        value = JsonValue.Create(number);
        return true;
    }

    private void SkipSeparators()
    {
        SkipBlank();
        for (bool first = true; !AtEnd && _text[_at] == ','; first = false)
        {
            _at++;
            SkipBlank();
            Mended |= !first || AtEnd || _text[_at] is '}' or ']';
        }
    }

    private void SkipBlank()
    {
        while (!AtEnd && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }
}
