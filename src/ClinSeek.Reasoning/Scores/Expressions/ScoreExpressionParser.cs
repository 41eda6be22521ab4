using System.Globalization;
using Evaluation = ClinSeek.Reasoning.Scores.Expressions.ScoreExpression.Evaluation;

namespace ClinSeek.Reasoning.Scores.Expressions;

/// <summary>Reads a formula by recursive descent, loosest binding first: or, and, not, comparison, sum, product, sign, power.</summary>
internal sealed class ScoreExpressionParser(string text)
{
    private const int DeepestNesting = 64;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private int _at;
    private int _depth;

    public IReadOnlySet<string> Names => _names;

    public Evaluation ReadAll()
    {
        Evaluation all = ReadOr();
        SkipSpace();
        return _at == text.Length ? all : throw Unexpected();
    }

    private Evaluation ReadOr()
    {
        Evaluation left = ReadAnd();
        while (TakeWord("or"))
        {
            left = Join(left, ReadAnd(), IntervalMath.Or);
        }

        return left;
    }

    private Evaluation ReadAnd()
    {
        Evaluation left = ReadNot();
        while (TakeWord("and"))
        {
            left = Join(left, ReadNot(), IntervalMath.And);
        }

        return left;
    }

    private Evaluation ReadNot()
    {
        if (!TakeWord("not"))
        {
            return ReadComparison();
        }

        Evaluation operand = Nested(ReadNot);
        return values => IntervalMath.Not(operand(values));
    }

    private Evaluation ReadComparison()
    {
        Evaluation left = ReadSum();
        return Take("<=") ? Join(left, ReadSum(), IntervalMath.LessOrEqual)
            : Take(">=") ? Join(left, ReadSum(), static (a, b) => IntervalMath.LessOrEqual(b, a))
            : Take("==") ? Join(left, ReadSum(), IntervalMath.Equal)
            : Take("!=") ? Join(left, ReadSum(), static (a, b) => IntervalMath.Not(IntervalMath.Equal(a, b)))
            : Take("<") ? Join(left, ReadSum(), IntervalMath.Less)
            : Take(">") ? Join(left, ReadSum(), static (a, b) => IntervalMath.Less(b, a))
            : left;
    }

    private Evaluation ReadSum()
    {
        Evaluation left = ReadProduct();
        while (true)
        {
            if (Take("+"))
            {
                left = Join(left, ReadProduct(), IntervalMath.Add);
            }
            else if (Take("-"))
            {
                left = Join(left, ReadProduct(), static (a, b) => IntervalMath.Add(a, IntervalMath.Negate(b)));
            }
            else
            {
                return left;
            }
        }
    }

    private Evaluation ReadProduct()
    {
        Evaluation left = ReadSign();
        while (true)
        {
            if (Take("*"))
            {
                left = Join(left, ReadSign(), IntervalMath.Multiply);
            }
            else if (Take("/"))
            {
                left = Join(left, ReadSign(), IntervalMath.Divide);
            }
            else
            {
                return left;
            }
        }
    }

    private Evaluation ReadSign()
    {
        if (!Take("-"))
        {
            return ReadPower();
        }

        Evaluation operand = Nested(ReadSign);
        return values => IntervalMath.Negate(operand(values));
    }

    private Evaluation ReadPower()
    {
        Evaluation left = ReadOperand();
        return Take("^") ? Join(left, Nested(ReadSign), IntervalMath.Power) : left;
    }

    private Evaluation ReadOperand()
    {
        if (Take("("))
        {
            Evaluation inner = Nested(ReadOr);
            return Take(")") ? inner : throw Unexpected();
        }

        int start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '_' or '.'))
        {
            _at++;
        }

        string word = text[start.._at];
        if (double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
        {
            return _ => Interval.Exactly(number);
        }

        if (word.Length == 0 || !char.IsAsciiLetterLower(word[0]) || word.Contains('.', StringComparison.Ordinal))
        {
            _at = start;
            throw Unexpected();
        }

        return Take("(") ? ReadCall(word) : ReadName(word);
    }

    private Evaluation ReadName(string name)
    {
        _names.Add(name);
        return values => values.TryGetValue(name, out Interval value) ? value : Interval.Unknown;
    }

    private Evaluation ReadCall(string name)
    {
        var arguments = new List<Evaluation>();
        do
        {
            arguments.Add(Nested(ReadOr));
        }
        while (Take(","));
        return !Take(")")
            ? throw Unexpected()
            : ScoreFunctions.Call(name, [.. arguments])
                ?? throw new FormatException($"There is no function '{name}' with {arguments.Count} arguments in '{text}'.");
    }

    private Evaluation Nested(Func<Evaluation> read)
    {
        if (++_depth > DeepestNesting)
        {
            throw new FormatException($"The formula is nested deeper than {DeepestNesting} levels.");
        }

        Evaluation inner = read();
        _depth--;
        return inner;
    }

    private bool Take(string symbol)
    {
        SkipSpace();
        if (string.CompareOrdinal(text, _at, symbol, 0, symbol.Length) != 0)
        {
            return false;
        }

        _at += symbol.Length;
        SkipSpace();
        return true;
    }

    private bool TakeWord(string word)
    {
        SkipSpace();
        int end = _at + word.Length;
        bool isWord = string.CompareOrdinal(text, _at, word, 0, word.Length) == 0
            && (end >= text.Length || !(char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'));
        if (isWord)
        {
            _at = end;
            SkipSpace();
        }

        return isWord;
    }

    private void SkipSpace()
    {
        while (_at < text.Length && text[_at] == ' ')
        {
            _at++;
        }
    }

    private FormatException Unexpected() => new(_at < text.Length
        ? $"'{text[_at]}' at character {_at + 1} does not belong there: '{text}'."
        : $"The formula ends too early: '{text}'.");

    private static Evaluation Join(Evaluation left, Evaluation right, Func<Interval, Interval, Interval> operation) =>
        values => operation(left(values), right(values));
}
