using System.Globalization;
using System.Text;

namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>Splits a path into its words.</summary>
internal ref struct Lexer(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _at;

    public static List<Token> Read(string path)
    {
        var lexer = new Lexer(path);
        List<Token> tokens = [];
        do
        {
            tokens.Add(lexer.Next());
        }
        while (tokens[^1].Kind != TokenKind.End);
        return tokens;
    }

    private Token Next()
    {
        SkipBlanks();
        int start = _at;
        if (_at == _text.Length)
        {
            return new Token(TokenKind.End, string.Empty, start);
        }

        char first = _text[_at];
        if (char.IsAsciiLetter(first) || first == '_')
        {
            return new Token(TokenKind.Name, Word(), start);
        }

        if (char.IsAsciiDigit(first))
        {
            return new Token(TokenKind.Number, Number(), start);
        }

        switch (first)
        {
            case '\'':
                return new Token(TokenKind.Text, Quoted(), start);
            case '`':
                return new Token(TokenKind.QuotedName, Quoted(), start);
            case '$':
                _at++;
                return new Token(TokenKind.Special, Word(), start);
            case '%':
                _at++;
                return new Token(TokenKind.Variable, Peek() is '\'' or '`' ? Quoted() : Word(), start);
            case '@':
                _at++;
                return new Token(TokenKind.Time, Time(start), start);
            case '<' or '>' or '!' when _at + 1 < _text.Length && (_text[_at + 1] == '=' || (first == '!' && _text[_at + 1] == '~')):
                _at += 2;
                return new Token(TokenKind.Symbol, _text[start.._at].ToString(), start);
            case '.' or ',' or '(' or ')' or '[' or ']' or '{' or '}' or '=' or '~' or '<' or '>' or '+' or '-' or '*' or '/' or '|' or '&':
                _at++;
                return new Token(TokenKind.Symbol, first.ToString(), start);
            default:
                throw new PathSyntaxException("A character that no path can hold", start);
        }
    }

    private readonly char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private void SkipBlanks()
    {
        while (_at < _text.Length)
        {
            if (char.IsWhiteSpace(_text[_at]))
            {
                _at++;
            }
            else if (_text[_at..].StartsWith("//"))
            {
                int end = _text[_at..].IndexOfAny('\r', '\n');
                _at = end < 0 ? _text.Length : _at + end;
            }
            else if (_text[_at..].StartsWith("/*"))
            {
                int end = _text[_at..].IndexOf("*/");
                _at = end < 0 ? throw new PathSyntaxException("A comment that does not end", _at) : _at + end + 2;
            }
            else
            {
                return;
            }
        }
    }

    private string Word()
    {
        int start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] == '_'))
        {
            _at++;
        }

        return _at > start ? _text[start.._at].ToString() : throw new PathSyntaxException("A name is missing", start);
    }

    private string Number()
    {
        int start = _at;
        Digits();
        if (_at + 1 < _text.Length && _text[_at] == '.' && char.IsAsciiDigit(_text[_at + 1]))
        {
            _at++;
            Digits();
        }

        return char.IsAsciiLetter(Peek()) ? throw new PathSyntaxException("A number that runs into a name", start) : _text[start.._at].ToString();
    }

    private void Digits()
    {
        while (char.IsAsciiDigit(Peek()))
        {
            _at++;
        }
    }

    private string Time(int start)
    {
        int from = _at;
        // The offset's sign is part of the time only behind a clock: @2020-01-01 is a date and @2020 - 1 a subtraction.
        bool clock = false;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] is '-' or ':' or 'T' or 'Z' or '.' or '+'))
        {
            if ((_text[_at] == '+' && !clock) || (_text[_at] == '.' && (_at + 1 == _text.Length || !char.IsAsciiDigit(_text[_at + 1]))))
            {
                break;
            }

            clock |= _text[_at] == 'T';
            _at++;
        }

        string text = _text[from.._at].ToString();
        // @2015T is how FHIRPath writes a dateTime of that precision.
        string value = text.StartsWith('T') ? text[1..] : text.TrimEnd('T');
        return PartialTime.TryParse(value, out _)
            ? (text.EndsWith('T') ? text : value)
            : throw new PathSyntaxException("What follows @ is no date or time", start);
    }

    private string Quoted()
    {
        int start = _at;
        char quote = _text[_at++];
        var text = new StringBuilder();
        while (_at < _text.Length && _text[_at] != quote)
        {
            char next = _text[_at++];
            text.Append(next == '\\' ? Escape(start) : next);
        }

        if (_at++ >= _text.Length)
        {
            throw new PathSyntaxException("A text that does not end", start);
        }

        return text.ToString();
    }

    private char Escape(int start)
    {
        char escaped = Peek();
        _at++;
        switch (escaped)
        {
            case '\'' or '"' or '`' or '\\' or '/':
                return escaped;
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'f':
                return '\f';
            case 'u' when _at + 4 <= _text.Length && ushort.TryParse(_text.Slice(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code):
                _at += 4;
                return (char)code;
            default:
                throw new PathSyntaxException("An escape that FHIRPath does not have", start);
        }
    }
}
