using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ClinSeek.Knowledge.Tools;

/// <summary>The browser tools as models and people see them: the reference's names and parameters.</summary>
internal static class BrowserDeclarations
{
    public static AIFunctionDeclaration Search { get; } = Declare(
        "browser.search",
        "Searches medical knowledge (not the patient's record) and shows the best documents as links. Ask about a disease, test, sign, drug or score; what may identify the patient is taken out of the query. Cite what you use as 【cursor†Lstart-Lend】.",
        """
        {
          "type": "object",
          "properties": {
            "query": { "type": "string", "description": "What to look for, in a few medical words." },
            "topn": { "type": "integer", "default": 10, "minimum": 1, "maximum": 20, "description": "How many documents to show." },
            "source": { "type": "string", "description": "One source by name; left out: all that this host has." }
          },
          "required": ["query"]
        }
        """);

    public static AIFunctionDeclaration Open { get; } = Declare(
        "browser.open",
        "Opens a document: by a link id shown on a page, by its address, or scrolls the page of a cursor. Lines are numbered for citing.",
        """
        {
          "type": "object",
          "properties": {
            "id": { "type": ["integer", "string"], "default": -1, "description": "A link id of the page, or an address such as knowledge:dyspnoea-overview. Left out: the page itself." },
            "cursor": { "type": "integer", "default": -1, "description": "Which page; -1 is the latest." },
            "loc": { "type": "integer", "default": -1, "description": "The first line to show." },
            "num_lines": { "type": "integer", "default": -1, "description": "How many lines to show; -1 is about a thousand tokens." },
            "view_source": { "type": "boolean", "default": false, "description": "Show the document as it is stored instead of as text." },
            "source": { "type": "string", "description": "Accepted and not needed: an address tells its source." }
          }
        }
        """);

    public static AIFunctionDeclaration Find { get; } = Declare(
        "browser.find",
        "Finds a text, whatever its case, on an opened document.",
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

    public static AIFunctionDeclaration Declare(string name, string description, string schema)
    {
        using JsonDocument document = JsonDocument.Parse(schema);
        return AIFunctionFactory.CreateDeclaration(name, description, document.RootElement.Clone(), null);
    }
}
