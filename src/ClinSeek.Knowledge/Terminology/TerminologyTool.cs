using System.Globalization;
using System.Text;
using System.Text.Json;
using ClinSeek.Evidence.Tools;
using ClinSeek.Knowledge.Tools;
using Microsoft.Extensions.AI;

namespace ClinSeek.Knowledge.Terminology;

/// <summary><c>terminology.lookup</c>: ICD-10-CM codes and CCSR categories in both directions. Reads nothing of the patient.</summary>
public sealed class TerminologyTool(TerminologyIndex index)
{
    /// <summary>What the names of terminology tools begin with.</summary>
    public const string Prefix = "terminology.";

    private const int MaxRows = 50;
    private const int MaxQuery = 200;

    /// <summary>The tool without codes, for showing it to a model or a person.</summary>
    public static AIFunctionDeclaration Declaration { get; } = BrowserDeclarations.Declare(
        Prefix + "lookup",
        "Looks up diagnosis codes: an ICD-10-CM code (N17.9) gives its title and CCSR categories, a CCSR category (GEN002) gives its title and codes, the beginning of a code (N17) the codes below it, words the best titles.",
        """
        {
          "type": "object",
          "properties": {
            "query": { "type": "string", "description": "A code, a category, the beginning of a code, or a few words of a title." },
            "topn": { "type": "integer", "default": 20, "minimum": 1, "maximum": 50, "description": "How many rows to show." },
            "skip": { "type": "integer", "default": 0, "minimum": 0, "description": "How many rows to leave out, for the next page." }
          },
          "required": ["query"]
        }
        """);

    /// <summary>The tool; it returns a <see cref="ToolResult"/>.</summary>
    public AIFunction Function => new BrowserFunction(Declaration, (arguments, _) => Task.FromResult(Call(arguments)));

    private ToolResult Call(ToolArguments arguments)
    {
        string query = arguments.Text("query")?.Trim() ?? string.Empty;
        int count = Math.Clamp(arguments.Number("topn", 20), 1, MaxRows);
        int skip = Math.Max(0, arguments.Number("skip", 0));
        if (arguments.Problem is { } problem)
        {
            return ToolResult.Of(ToolOutcome.Failed, problem);
        }

        if (query.Length is 0 or > MaxQuery)
        {
            return ToolResult.Of(ToolOutcome.Failed, $"query must be a code or a few words, at most {MaxQuery} characters.");
        }

        (IReadOnlyList<CodedTerm> terms, int total) = index.Look(query, skip, count);
        if (terms.Count == 0)
        {
            (int codes, int categories) = index.Count();
            return ToolResult.Of(ToolOutcome.Empty, total > 0
                ? string.Create(CultureInfo.InvariantCulture, $"There are {total} rows; skip must be less.")
                : string.Create(CultureInfo.InvariantCulture, $"None of this host's {codes} ICD-10-CM codes and {categories} CCSR categories matches. Try fewer or other words; the operator can import the official files."));
        }

        int end = skip + terms.Count;
        return new ToolResult
        {
            Outcome = end < total ? ToolOutcome.Truncated : ToolOutcome.Ok,
            Schema = ToolSchemas.Codes,
            Rows = [.. terms.Select(Row)],
            Text = Text(terms, skip, total),
            Shown = terms.Count,
            Total = total,
            Next = end < total ? string.Create(CultureInfo.InvariantCulture, $"{Prefix}lookup with skip={end}") : null,
            Locators = [.. terms.Select(static term => new Locator(term.System + "/" + term.Code, term.Category is null || term.System == CodedTerm.Ccsr ? "title" : "title, " + term.Category, term.Title))],
        };
    }

    private static string Text(IReadOnlyList<CodedTerm> terms, int skip, int total)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Codes {skip + 1} to {skip + terms.Count} of {total}:\n");
        foreach (CodedTerm term in terms)
        {
            text.Append(CultureInfo.InvariantCulture, $"{term.System} {term.Code}: {term.Title}");
            if (term.Category is { } category)
            {
                text.Append(CultureInfo.InvariantCulture, $" [CCSR {category}: {term.CategoryTitle}{(term.IsDefault ? ", default" : string.Empty)}]");
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static JsonElement Row(CodedTerm term) => JsonSerializer.SerializeToElement(term, TerminologyJson.Default.CodedTerm);
}
