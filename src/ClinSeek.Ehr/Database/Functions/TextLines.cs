using System.Text;

namespace ClinSeek.Ehr.Database.Functions;

/// <summary>Text put together from pieces of a marked-up document: blanks as one, no blank at either end of a line, no more than one empty line.</summary>
internal sealed class TextLines
{
    private readonly StringBuilder _text = new();

    /// <summary>Whether line ends and blanks of what is added are kept.</summary>
    public bool Preformatted { get; set; }

    /// <summary>Adds to the line.</summary>
    public void Add(ReadOnlySpan<char> piece)
    {
        foreach (char letter in piece)
        {
            // A blank that does not break is one to whoever searches.
            bool blank = letter is ' ' or '\t' or '\r' or '\n' or '\f' or '\u00A0';
            if (Preformatted && letter is '\n')
            {
                Break();
            }
            else if (!blank)
            {
                _text.Append(letter);
            }
            else if (letter != '\r' && _text.Length > 0 && (Preformatted || _text[^1] is not (' ' or '\n')))
            {
                _text.Append(' ');
            }
        }
    }

    /// <summary>Begins a line unless one has just begun.</summary>
    public void Begin()
    {
        if (Trimmed() > 0 && _text[^1] != '\n')
        {
            _text.Append('\n');
        }
    }

    /// <summary>Ends the line, also an empty one.</summary>
    public void Break()
    {
        if (Trimmed() > 0 && !(_text.Length > 1 && _text[^1] == '\n' && _text[^2] == '\n'))
        {
            _text.Append('\n');
        }
    }

    /// <summary>What follows is raised.</summary>
    public void Raise() => Raise(_text);

    /// <summary>Marks what follows in a text as raised: 10 and a raised 9 must not become 109.</summary>
    public static void Raise(StringBuilder text)
    {
        if (text.Length > 0 && char.IsAsciiDigit(text[^1]))
        {
            text.Append('^');
        }
    }

    /// <inheritdoc />
    public override string ToString() => _text.ToString().Trim();

    private int Trimmed()
    {
        while (_text.Length > 0 && _text[^1] == ' ')
        {
            _text.Length--;
        }

        return _text.Length;
    }
}
