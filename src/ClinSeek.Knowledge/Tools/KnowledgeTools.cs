using ClinSeek.Evidence.Tools;
using Microsoft.Extensions.AI;

namespace ClinSeek.Knowledge.Tools;

/// <summary>
/// The browser tools for one call of a case: functions of sources, history and arguments. They read nothing of the
/// patient; what identifies the patient is scrubbed from queries before they reach any source.
/// </summary>
public sealed class KnowledgeTools
{
    private readonly Dictionary<string, Func<ToolArguments, CancellationToken, Task<ToolResult>>> calls;

    /// <summary>Binds the tools to what the call works with.</summary>
    public KnowledgeTools(BrowserSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        calls = new(StringComparer.Ordinal)
        {
            [BrowserDeclarations.Search.Name] = new SearchTool(session).CallAsync,
            [BrowserDeclarations.Open.Name] = new OpenTool(session).CallAsync,
            [BrowserDeclarations.Find.Name] = new FindTool(session).CallAsync,
        };
        Functions = [.. Declarations.Select(declaration => new BrowserFunction(declaration, calls[declaration.Name]))];
        PlainFunctions = [.. PlainDeclarations.Select(declaration => new BrowserFunction(declaration, calls[PlainNames[declaration.Name]]))];
    }

    /// <summary>The tools without sources, for showing them to a model.</summary>
    public static IReadOnlyList<AIFunctionDeclaration> Declarations { get; } = [BrowserDeclarations.Search, BrowserDeclarations.Open, BrowserDeclarations.Find];

    /// <summary>Plain name to canonical name.</summary>
    public static IReadOnlyDictionary<string, string> PlainNames { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["search_knowledge"] = BrowserDeclarations.Search.Name,
        ["open_document"] = BrowserDeclarations.Open.Name,
        ["find_in_document"] = BrowserDeclarations.Find.Name,
    };

    /// <summary>The same tools by the names that people and MCP clients see.</summary>
    public static IReadOnlyList<AIFunctionDeclaration> PlainDeclarations { get; } =
        [.. Declarations.Select(static declaration => AIFunctionFactory.CreateDeclaration(PlainNameOf(declaration.Name), declaration.Description, declaration.JsonSchema, null))];

    /// <summary>The tools; each returns a <see cref="ToolResult"/>.</summary>
    public IReadOnlyList<AIFunction> Functions { get; }

    /// <summary>The same by their plain names.</summary>
    public IReadOnlyList<AIFunction> PlainFunctions { get; }

    private static string PlainNameOf(string canonical) => PlainNames.First(pair => pair.Value == canonical).Key;
}
