using System.Globalization;
using System.Text.RegularExpressions;

namespace ClinSeek.Functions.Tests.Deployment;

/// <summary>
/// One line of a property tree of an Azure resource type: <c>name [R]: kind</c> with its members indented below.
/// </summary>
/// <param name="Name">The property, <c>*</c> for any, or <c>&lt;property=value&gt;</c> for the members that hold with that value.</param>
/// <param name="Flag"><c>R</c> required, <c>ro</c> read-only, <c>wo</c> write-only, or empty.</param>
/// <param name="Kind">Such as <c>string(3,24)</c>, <c>'Hot'|'Cool'|string</c>, <c>{Sku}</c>, <c>int1..100</c>, <c>string[]</c>.</param>
internal sealed partial record AzureType(string Name, string Flag, string Kind)
{
    public List<AzureType> Members { get; } = [];

    /// <summary>Reads a tree; the first line names type and version.</summary>
    public static AzureType Parse(IEnumerable<string> lines)
    {
        var open = new Stack<(int Indent, AzureType Type)>();
        var root = new AzureType("", "", "{}");
        open.Push((-1, root));
        foreach (string line in lines.Where(static line => line.Trim().Length > 0 && !line.StartsWith("##", StringComparison.Ordinal)))
        {
            Match match = Line().Match(line);
            match.Success.ShouldBeTrue(line);
            int indent = match.Groups["indent"].Length;
            while (open.Peek().Indent >= indent)
            {
                open.Pop();
            }

            var type = new AzureType(match.Groups["name"].Value, match.Groups["flag"].Value, match.Groups["kind"].Value);
            open.Peek().Type.Members.Add(type);
            open.Push((indent, type));
        }

        return root;
    }

    /// <summary>Whether a string may stand here: one of the listed ones, or any of the right length.</summary>
    public bool Admits(string value)
    {
        if (Kind.Contains('\'', StringComparison.Ordinal))
        {
            return OpenList().IsMatch(Kind) || Literal().Matches(Kind).Any(literal => literal.Groups["value"].Value == value);
        }

        Match limits = Limits().Match(Kind);
        return Kind.StartsWith("string", StringComparison.Ordinal)
            && (!limits.Success || !limits.Groups["least"].Success || value.Length >= int.Parse(limits.Groups["least"].Value, CultureInfo.InvariantCulture))
            && (!limits.Success || !limits.Groups["most"].Success || value.Length <= int.Parse(limits.Groups["most"].Value, CultureInfo.InvariantCulture))
            && (!limits.Success || !limits.Groups["pattern"].Success || Regex.IsMatch(value, limits.Groups["pattern"].Value));
    }

    [GeneratedRegex(@"^(?<indent> *)(?:(?<name><[^>]+>)|(?<name>[^:\[ ]+)(?: \[(?<flag>R|ro|wo)\])?: (?<kind>.*))$")]
    private static partial Regex Line();

    [GeneratedRegex("'(?<value>[^']*)'")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\|string(\[\])?$")]
    private static partial Regex OpenList();

    [GeneratedRegex(@"^string\((?:(?<least>\d+),(?<most>\d+)|(?<most>\d+))?,?(?<pattern>\^.*)?\)(\[\])?$")]
    private static partial Regex Limits();
}
