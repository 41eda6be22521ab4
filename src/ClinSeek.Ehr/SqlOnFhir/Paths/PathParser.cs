using System.Globalization;

namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>Reads a path by precedence climbing, in the order that FHIRPath's grammar gives its operators.</summary>
internal sealed class PathParser
{
    private const int MaxDepth = 64;
    private const int MaxLength = 20_000;
    private const int MaxWords = 2_000;

    private static readonly string[][] Levels =
    [
        ["implies"], ["or", "xor"], ["and"], ["in", "contains"], ["=", "~", "!=", "!~"], ["<=", "<", ">", ">="], ["|"], ["is", "as"],
        ["+", "-", "&"], ["*", "/", "div", "mod"],
    ];

    private readonly List<Token> _tokens;
    private int _at;
    private int _depth;

    private PathParser(List<Token> tokens) => _tokens = tokens;

    private Token Now => _tokens[_at];

    public static Syntax Parse(string path)
    {
        if (path.Length > MaxLength)
        {
            throw new PathSyntaxException($"The path is longer than {MaxLength} characters");
        }

        List<Token> words = Lexer.Read(path);
        if (words.Count > MaxWords)
        {
            throw new PathSyntaxException($"The path has more than {MaxWords} words");
        }

        var parser = new PathParser(words);
        Syntax parsed = parser.Expression(0);
        return parser.Now.Kind == TokenKind.End ? parsed : throw parser.Unexpected();
    }

    private Syntax Expression(int level)
    {
        if (level == Levels.Length)
        {
            return Unary();
        }

        Syntax left = Expression(level + 1);
        while (IsOperator(level))
        {
            string name = Take().Text;
            left = name is "is" or "as" ? new Syntax.TypeTest(name, left, TypeName()) : new Syntax.Binary(name, left, Expression(level + 1));
        }

        return left;
    }

    private bool IsOperator(int level) => Now.Kind is TokenKind.Symbol or TokenKind.Name && Array.IndexOf(Levels[level], Now.Text) >= 0;

    private Syntax Unary()
    {
        if (Accept("-"))
        {
            return new Syntax.Negation(Nested(Unary));
        }

        return Accept("+") ? Nested(Unary) : Postfix();
    }

    private Syntax Postfix()
    {
        Syntax target = Term();
        while (true)
        {
            if (Accept("."))
            {
                target = Now.Kind == TokenKind.Special ? throw Unexpected() : NameOrCall(target);
            }
            else if (Accept("["))
            {
                Syntax place = Nested(() => Expression(0));
                Expect("]");
                target = new Syntax.Index(target, place);
            }
            else
            {
                return target;
            }
        }
    }

    private Syntax Term()
    {
        switch (Now.Kind)
        {
            case TokenKind.Text:
                return new Syntax.Literal(PathNode.Of(Take().Text));
            case TokenKind.Number:
                Token number = Take();
                return decimal.TryParse(number.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value)
                    ? new Syntax.Literal(PathNode.Of(value))
                    : throw new PathSyntaxException("A number that is too large", number.Position);
            case TokenKind.Time:
                return new Syntax.Literal(Time(Take().Text));
            case TokenKind.Variable:
                return new Syntax.Variable(Take().Text);
            case TokenKind.Special:
                return Now.Text is "this" or "index" ? new Syntax.Special(Take().Text) : throw Unexpected();
            case TokenKind.Name when Now.Text is "true" or "false":
                return new Syntax.Literal(PathNode.Of(Take().Text == "true"));
            case TokenKind.Name or TokenKind.QuotedName:
                return NameOrCall(null);
            case TokenKind.Symbol when Accept("("):
                Syntax inner = Nested(() => Expression(0));
                Expect(")");
                return inner;
            case TokenKind.Symbol when Accept("{"):
                Expect("}");
                return new Syntax.Nothing();
            default:
                throw Unexpected();
        }
    }

    private static PathNode Time(string text)
    {
        string value = text.TrimEnd('T');
        string type = value.IndexOf(':', StringComparison.Ordinal) == 2 || value.Length == 2 ? "time" : text.Contains('T', StringComparison.Ordinal) ? "dateTime" : "date";
        return PathNode.Of(value, type);
    }

    private Syntax NameOrCall(Syntax? target)
    {
        if (Now.Kind is not (TokenKind.Name or TokenKind.QuotedName))
        {
            throw Unexpected();
        }

        Token name = Take();
        if (name.Kind == TokenKind.QuotedName || !Accept("("))
        {
            return new Syntax.Member(target, name.Text);
        }

        List<Syntax> arguments = [];
        if (!Accept(")"))
        {
            do
            {
                arguments.Add(Nested(() => Expression(0)));
            }
            while (Accept(","));
            Expect(")");
        }

        return new Syntax.Call(target, name.Text, arguments, name.Position);
    }

    private string TypeName()
    {
        string name = Now.Kind is TokenKind.Name or TokenKind.QuotedName ? Take().Text : throw Unexpected();
        return Accept(".") && Now.Kind is TokenKind.Name or TokenKind.QuotedName ? Take().Text : name;
    }

    private Syntax Nested(Func<Syntax> read)
    {
        if (++_depth > MaxDepth)
        {
            throw new PathSyntaxException($"The path is nested deeper than {MaxDepth}", Now.Position);
        }

        Syntax inner = read();
        _depth--;
        return inner;
    }

    private Token Take() => _tokens[_at++];

    private bool Accept(string symbol)
    {
        if (Now.Kind != TokenKind.Symbol || Now.Text != symbol)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Expect(string symbol)
    {
        if (!Accept(symbol))
        {
            throw Unexpected($"'{symbol}' is expected");
        }
    }

    private PathSyntaxException Unexpected(string what = "Something unexpected stands") =>
        new(Now.Kind == TokenKind.End ? "The path ends too early" : what, Now.Position);
}
