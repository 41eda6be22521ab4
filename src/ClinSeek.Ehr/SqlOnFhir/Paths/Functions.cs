using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>The functions whose arguments are values. Those with criteria or types as arguments are expressions of their own.</summary>
internal static class Functions
{
    public static readonly FrozenDictionary<string, (int Fewest, int Most, FunctionExpression.Body Body)> All =
        new Dictionary<string, (int, int, FunctionExpression.Body)>
        {
            ["last"] = (0, 0, static (_, input, _, output) => Slice(input, input.Count - 1, 1, output)),
            ["tail"] = (0, 0, static (_, input, _, output) => Slice(input, 1, int.MaxValue, output)),
            ["skip"] = (1, 1, static (_, input, arguments, output) => Slice(input, Math.Max(0, Whole(arguments[0])), int.MaxValue, output)),
            ["take"] = (1, 1, static (_, input, arguments, output) => Slice(input, 0, Whole(arguments[0]), output)),
            ["single"] = (0, 0, static (_, input, _, output) => Single(input, output)),
            ["count"] = (0, 0, static (_, input, _, output) => output.Add(PathNode.Of((decimal)input.Count))),
            ["distinct"] = (0, 0, static (_, input, _, output) => Sets.Distinct(input, output)),
            ["hasValue"] = (0, 0, static (_, input, _, output) => output.Add(PathNode.Of(input.Count == 1 && input[0].HasValue && !input[0].IsObject))),
            ["extension"] = (1, 1, static (_, input, arguments, output) => Extensions(input, arguments[0].Text, output)),
            ["join"] = (0, 1, Join),
            ["getResourceKey"] = (0, 0, static (_, input, _, output) => Each(input, output, static node => Text(ReferenceKey.OfResource(node)))),
            ["toString"] = (0, 0, static (_, input, _, output) => Each(input, output, static node => Text(Words(node)))),
            ["toInteger"] = (0, 0, static (_, input, _, output) => Each(input, output, static node => Number(node, NumberStyles.AllowLeadingSign))),
            ["toDecimal"] = (0, 0, static (_, input, _, output) => Each(input, output, static node => Number(node, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint))),
            ["abs"] = (0, 0, static (_, input, _, output) => Numeric(input, output, Math.Abs)),
            ["ceiling"] = (0, 0, static (_, input, _, output) => Numeric(input, output, Math.Ceiling)),
            ["floor"] = (0, 0, static (_, input, _, output) => Numeric(input, output, Math.Floor)),
            ["truncate"] = (0, 0, static (_, input, _, output) => Numeric(input, output, Math.Truncate)),
            ["round"] = (0, 1, static (_, input, arguments, output) => Round(input, arguments.Length > 0 ? Whole(arguments[0]) : 0, output)),
        }.Concat(TextFunctions.All).ToFrozenDictionary();

    internal static int Whole(in PathNode node) => node.TryNumber(out decimal number) && number == decimal.Truncate(number) && Math.Abs(number) <= int.MaxValue
        ? (int)number
        : throw new ViewEvaluationException("A whole number is needed as an argument or index.");

    internal static void Each(NodeBuffer input, NodeBuffer output, Func<PathNode, PathNode?> map)
    {
        for (int place = 0; place < input.Count; place++)
        {
            if (map(input[place]) is { } result)
            {
                output.Add(result);
            }
        }
    }

    internal static PathNode? Text(string? text) => text is null ? null : PathNode.Of(text);

    internal static string? Words(in PathNode node) => node.Text
        ?? (node.Boolean is { } flag ? (flag ? "true" : "false")
            : node.Computed is decimal number ? number.ToString(CultureInfo.InvariantCulture)
            : node.Json.ValueKind == JsonValueKind.Number ? node.Json.GetRawText() : null);

    private static void Slice(NodeBuffer input, int start, int count, NodeBuffer output)
    {
        for (int place = Math.Max(start, 0); place < input.Count && place - start < count; place++)
        {
            output.Add(input[place]);
        }
    }

    private static void Single(NodeBuffer input, NodeBuffer output)
    {
        if (input.Count > 1)
        {
            throw new ViewEvaluationException("single() was given several items.");
        }

        output.AddRange(input);
    }

    private static void Extensions(NodeBuffer input, string? url, NodeBuffer output)
    {
        byte[] sought = System.Text.Encoding.UTF8.GetBytes(url ?? string.Empty);
        for (int place = 0; place < input.Count; place++)
        {
            JsonElement owner = input[place].IsObject ? input[place].Json : input[place].Sibling;
            if (owner.ValueKind != JsonValueKind.Object || !owner.TryGetProperty("extension"u8, out JsonElement extensions) || extensions.ValueKind != JsonValueKind.Array)
            {
                continue;
            }

            foreach (JsonElement extension in extensions.EnumerateArray())
            {
                if (extension.ValueKind == JsonValueKind.Object && extension.TryGetProperty("url"u8, out JsonElement its) && JsonText.Is(its, sought))
                {
                    output.Add(new PathNode(extension, default, "Extension"));
                }
            }
        }
    }

    private static void Join(Evaluation evaluation, NodeBuffer input, ReadOnlySpan<PathNode> arguments, NodeBuffer output)
    {
        if (input.Count == 0 && evaluation.Options.EmptyJoin != EmptyJoin.EmptyString)
        {
            return;
        }

        string separator = arguments.Length == 0 ? string.Empty : arguments[0].Text ?? string.Empty;
        List<string> texts = new(input.Count);
        for (int place = 0; place < input.Count; place++)
        {
            if (Words(input[place]) is { } text)
            {
                texts.Add(text);
            }
        }

        if (texts.Count > 0 || evaluation.Options.EmptyJoin == EmptyJoin.EmptyString)
        {
            output.Add(PathNode.Of(string.Join(separator, texts)));
        }
    }

    private static PathNode? Number(in PathNode node, NumberStyles style)
    {
        if (node.Boolean is { } flag)
        {
            return PathNode.Of(flag ? 1m : 0m);
        }

        return decimal.TryParse(Words(node), style, CultureInfo.InvariantCulture, out decimal number) ? PathNode.Of(number) : null;
    }

    private static void Numeric(NodeBuffer input, NodeBuffer output, Func<decimal, decimal> map) =>
        Each(input, output, node => node.TryNumber(out decimal number) ? PathNode.Of(map(number)) : null);

    private static void Round(NodeBuffer input, int digits, NodeBuffer output) =>
        Numeric(input, output, number => decimal.Round(number, Math.Clamp(digits, 0, 28), MidpointRounding.AwayFromZero));
}
