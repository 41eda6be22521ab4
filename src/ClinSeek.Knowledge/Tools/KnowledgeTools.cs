using System.Text.Json;
using ClinSeek.Knowledge.Index;
using Microsoft.Extensions.AI;

namespace ClinSeek.Knowledge.Tools;

/// <summary>
/// The browser tools over a knowledge index, for one call of a case: pure functions of index, history and arguments.
/// They read nothing of the patient; a query may still hold PHI and stays in the process.
/// </summary>
public sealed class KnowledgeTools
{
    /// <summary>Binds the tools to an index and the page stack that the call sees.</summary>
    public KnowledgeTools(KnowledgeIndex index, BrowserHistory history)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(history);
        var search = new SearchTool(index, history);
        var open = new OpenTool(index, history);
        var find = new FindTool(index, history);
        Functions =
        [
            new BrowserFunction(SearchDeclaration, search.Call),
            new BrowserFunction(OpenDeclaration, open.Call),
            new BrowserFunction(FindDeclaration, find.Call),
        ];
    }

    /// <summary>The tools without an index, for showing them to a model or a person.</summary>
    public static IReadOnlyList<AIFunctionDeclaration> Declarations => [SearchDeclaration, OpenDeclaration, FindDeclaration];

    /// <summary>The tools; each returns a <see cref="Evidence.Tools.ToolResult"/>.</summary>
    public IReadOnlyList<AIFunction> Functions { get; }

    private static AIFunctionDeclaration SearchDeclaration { get; } = Declare(
        "browser.search",
        "Searches the medical knowledge pack (not the patient's record, not the network) and shows the best passages as links. Ask about a disease, test, sign or score; never write a patient's name or dates into the query. Cite what you use as 【cursor†Lstart-Lend】.",
        """
        {
          "type": "object",
          "properties": {
            "query": { "type": "string", "description": "What to look for, in a few medical words." },
            "topn": { "type": "integer", "default": 10, "minimum": 1, "maximum": 20, "description": "How many passages to show." }
          },
          "required": ["query"]
        }
        """);

    private static AIFunctionDeclaration OpenDeclaration { get; } = Declare(
        "browser.open",
        "Opens a passage: by a link id shown on a page, by its address, or scrolls the page of a cursor. Lines are numbered for citing.",
        """
        {
          "type": "object",
          "properties": {
            "id": { "type": ["integer", "string"], "default": -1, "description": "A link id of the page, or an address such as knowledge:dyspnoea-overview. Left out: the page itself." },
            "cursor": { "type": "integer", "default": -1, "description": "Which page; -1 is the latest." },
            "loc": { "type": "integer", "default": -1, "description": "The first line to show." },
            "num_lines": { "type": "integer", "default": -1, "description": "How many lines to show; -1 is about a thousand tokens." },
            "view_source": { "type": "boolean", "default": false, "description": "Show the stored record instead of the text." },
            "source": { "type": "string", "description": "Which collection; there is only 'knowledge'." }
          }
        }
        """);

    private static AIFunctionDeclaration FindDeclaration { get; } = Declare(
        "browser.find",
        "Finds a text, whatever its case, on an opened passage.",
        """
        {
          "type": "object",
          "properties": {
            "pattern": { "type": "string", "description": "The exact text to find." },
            "cursor": { "type": "integer", "default": -1, "description": "Which page; -1 is the latest." }
          },
          "required": ["pattern"]
        }
        """);

    private static AIFunctionDeclaration Declare(string name, string description, string schema)
    {
        using JsonDocument document = JsonDocument.Parse(schema);
        return AIFunctionFactory.CreateDeclaration(name, description, document.RootElement.Clone(), null);
    }
}
