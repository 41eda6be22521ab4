using System.Reflection;
using ClinSeek.Ehr.SqlOnFhir;

namespace ClinSeek.Ehr.Database.Schema;

/// <summary>The view files that ship with the program, and those of a folder that replace or join them.</summary>
internal static class ViewFiles
{
    private const string Prefix = "ClinSeek.Ehr.Views.";
    private const int MaxBytes = 1_000_000;

    public static IReadOnlyDictionary<string, byte[]> BuiltIn()
    {
        Assembly assembly = typeof(ViewFiles).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(static name => name[Prefix.Length..], name => Bytes(assembly.GetManifestResourceStream(name)!), StringComparer.Ordinal);
    }

    /// <summary>The built-in files with those of a folder on top; a file of the same name replaces the built-in one.</summary>
    public static IReadOnlyDictionary<string, byte[]> With(string folder)
    {
        var files = new Dictionary<string, byte[]>(BuiltIn(), StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(folder, "*.json").Where(static path => !path.EndsWith(RecordSchema.PolicyFile, StringComparison.Ordinal)))
        {
            string name = Path.GetFileName(path);
            files[name] = new FileInfo(path).Length <= MaxBytes
                ? File.ReadAllBytes(path)
                : throw new ViewDefinitionException($"{name}: a view file has {MaxBytes} bytes at most.");
        }

        return files;
    }

    private static byte[] Bytes(Stream stream)
    {
        using (stream)
        using (var bytes = new MemoryStream())
        {
            stream.CopyTo(bytes);
            return bytes.ToArray();
        }
    }
}
