using System.Globalization;
using System.Text.Json;

namespace ClinSeek.Knowledge.Sources.Import;

/// <summary>
/// JSON Lines: one object a line, in the form of <see cref="Passage"/> or with the names that question-answer collections
/// and retrieval corpora use: id (_id), title (question, name), text (answer, body, contents, content), focus (topic),
/// section (qtype, type), synonyms, source, url, date, license (licence).
/// </summary>
internal static class JsonLinesReader
{
    private const int MaxLine = 64 * 1024 * 1024;

    public static IEnumerable<Passage> Read(string file, ImportDefaults defaults)
    {
        var draft = new PassageDraft(file, defaults);
        using StreamReader reader = Opened.Text(file);
        int number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            foreach (Passage passage in Passages(draft, line, file, number))
            {
                yield return passage;
            }
        }
    }

    private static List<Passage> Passages(PassageDraft draft, string line, string file, int number)
    {
        try
        {
            if (line.Length > MaxLine)
            {
                throw new JsonException("the line is longer than 64 MB");
            }

            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement row = document.RootElement;
            if (row.ValueKind != JsonValueKind.Object)
            {
                throw new JsonException("not a JSON object");
            }

            var found = new Passage
            {
                Id = string.Empty,
                Title = string.Empty,
                Text = [],
                Focus = Text(row, "focus", "topic"),
                Section = Text(row, "section", "qtype", "type"),
                Synonyms = Texts(row, "synonyms"),
                Source = Text(row, "source") ?? string.Empty,
                Url = Text(row, "url", "link"),
                Date = Text(row, "date", "updated") ?? string.Empty,
                License = Text(row, "license", "licence") ?? string.Empty,
                Related = Texts(row, "related"),
            };
            string id = Text(row, "id", "_id") ?? string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(file)}-{number}");
            return [.. draft.Finish(id, Text(row, "title", "question", "name"), Texts(row, "text", "answer", "body", "contents", "content"), found)];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Half a surrogate pair is JSON, and is found out only when the text is taken.
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(file)}, line {number}: not a JSON object with id, title and text ({error.Message})"), error);
        }
    }

    private static string? Text(JsonElement row, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (row.TryGetProperty(name, out JsonElement value))
            {
                string? text = value.ValueKind switch
                {
                    JsonValueKind.String => value.GetString(),
                    JsonValueKind.Number => value.GetRawText(),
                    _ => null,
                };
                if (!string.IsNullOrWhiteSpace(text))
                {
                    return text.Trim();
                }
            }
        }

        return null;
    }

    private static string[] Texts(JsonElement row, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (!row.TryGetProperty(name, out JsonElement value))
            {
                continue;
            }

            if (value.ValueKind == JsonValueKind.Array)
            {
                return [.. value.EnumerateArray().Where(static item => item.ValueKind == JsonValueKind.String).Select(static item => item.GetString()!).Where(static text => !string.IsNullOrWhiteSpace(text))];
            }

            if (value.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(value.GetString()))
            {
                return value.GetString()!.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            }
        }

        return [];
    }
}
