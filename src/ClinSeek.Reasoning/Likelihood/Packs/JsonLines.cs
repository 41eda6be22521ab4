using System.Text.Json;

namespace ClinSeek.Reasoning.Likelihood.Packs;

/// <summary>Finds the line on which a value of a JSON text begins.</summary>
internal sealed class JsonLines
{
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);
    private readonly List<string> _nulls = [];

    /// <summary>Reads a well-formed text.</summary>
    public JsonLines(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 128 });
        var path = new Stack<(string Prefix, int Next)>();
        string current = "$";
        int line = 1, at = 0;
        while (reader.Read())
        {
            int start = (int)reader.TokenStartIndex;
            line += json[at..start].Count((byte)'\n');
            at = start;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    current = path.Peek().Prefix + "." + reader.GetString();
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    path.Pop();
                    break;
                default:
                    current = Enter(path, current);
                    _lines.TryAdd(current, line);
                    if (reader.TokenType == JsonTokenType.Null && (current[^1] == ']' || current.Contains(".sources.", StringComparison.Ordinal) || current.Contains(".ccsr.", StringComparison.Ordinal)))
                    {
                        _nulls.Add(current);
                    }

                    if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                    {
                        path.Push((current, reader.TokenType == JsonTokenType.StartArray ? 0 : -1));
                    }

                    break;
            }
        }
    }

    /// <summary>Elements and entries that are null, which no reader of types refuses.</summary>
    public IReadOnlyList<string> Nulls => _nulls;

    /// <summary>The line of a path, or of the nearest value around it.</summary>
    public int Find(string path)
    {
        while (path.Length > 1)
        {
            if (_lines.TryGetValue(path, out int line))
            {
                return line;
            }

            path = path[..path.LastIndexOfAny(['.', '['])];
        }

        return _lines.GetValueOrDefault("$", 1);
    }

    // An element of an array has no name of its own: its path is the array's with the next number.
    private static string Enter(Stack<(string Prefix, int Next)> path, string named)
    {
        if (!path.TryPeek(out (string Prefix, int Next) parent) || parent.Next < 0)
        {
            return named;
        }

        path.Pop();
        path.Push((parent.Prefix, parent.Next + 1));
        return $"{parent.Prefix}[{parent.Next}]";
    }
}
