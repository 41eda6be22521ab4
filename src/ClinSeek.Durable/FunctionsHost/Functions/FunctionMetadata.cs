using System.Text.Json;

namespace ClinSeek.Durable.FunctionsHost;

/// <summary>Writes the folders by which the host finds an app's functions: one a function, holding function.json alone.</summary>
public static class FunctionMetadata
{
    private const string FileName = "function.json";

    private static readonly JsonWriterOptions Writing = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes every function's folder and takes away those of functions that are no more.</summary>
    /// <param name="registry">The functions.</param>
    /// <param name="appFolder">The app's folder, which holds host.json and the program.</param>
    public static void Write(FunctionRegistry registry, string appFolder)
    {
        ArgumentNullException.ThrowIfNull(registry);
        Directory.CreateDirectory(appFolder);
        foreach (var folder in Directory.EnumerateDirectories(appFolder))
            if (registry.Find(Path.GetFileName(folder)) is null && File.Exists(Path.Combine(folder, FileName)) && HoldsMetadataAlone(folder))
                Directory.Delete(folder, recursive: true);
        foreach (var function in registry.Functions)
        {
            var folder = Path.Combine(appFolder, function.Name);
            if (Directory.Exists(folder) && !HoldsMetadataAlone(folder))
                throw new IOException($"The folder {folder} holds more than {FileName}; the host would take another file for the function's script. Empty it, or publish to another folder.");
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(Path.Combine(folder, FileName), Text(function));
        }
    }

    /// <summary>The content of a function's function.json.</summary>
    public static byte[] Text(FunctionDefinition function)
    {
        ArgumentNullException.ThrowIfNull(function);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Writing))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("bindings");
            foreach (var binding in function.Bindings)
                Write(writer, binding);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, FunctionBinding binding)
    {
        writer.WriteStartObject();
        writer.WriteString("name", binding.Name);
        writer.WriteString("type", binding.Type);
        writer.WriteString("direction", binding.IsOutput ? "out" : "in");
        foreach (var (name, value) in binding.Settings)
        {
            writer.WritePropertyName(name);
            JsonSerializer.Serialize(writer, value);
        }
        writer.WriteEndObject();
    }

    private static bool HoldsMetadataAlone(string folder) =>
        Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).All(name => name == FileName);
}
