using System.Security.Cryptography;
using System.Text.Json;

namespace ClinSeek.Auditor;

/// <summary>The command: reads files, audits, prints, and gives the exit code.</summary>
internal static class Command
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        if (args is ["--help" or "-h" or "-?"])
        {
            output.WriteLine(Arguments.Usage);
            return 0;
        }

        if (Arguments.Read(args) is not Arguments arguments)
        {
            error.WriteLine(Arguments.Usage);
            return 2;
        }

        try
        {
            IReadOnlyList<ECDsa> publicKeys = ReadPublicKeys(arguments.PublicKeyFile);
            CaseKey? key = arguments.CaseKeyFile is null ? null : CaseKey.Read(File.ReadAllBytes(arguments.CaseKeyFile))
                ?? throw new ArgumentException($"{arguments.CaseKeyFile} is not a case key document of version 1.");
            string checkpoints = Path.Combine(arguments.Folder, "checkpoints.jsonl");
            AuditResult result = Audit.Run(new AuditInput(
                CaseFolder.Lines(Path.Combine(arguments.Folder, "ledger.jsonl")),
                File.Exists(checkpoints) ? CaseFolder.Lines(checkpoints) : [],
                address => CaseFolder.Blob(arguments.Folder, address),
                publicKeys, key, arguments.ExpectedCount, arguments.ExpectedHead));
            output.WriteLine(arguments.Json ? JsonSerializer.Serialize(result, Web) : Describe(result));
            return result.Ok ? 0 : 1;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            error.WriteLine("clinseek-auditor: " + exception.Message);
            return 2;
        }
    }

    /// <summary>The keys of a file, several where the signer's key was replaced; none where there is no file.</summary>
    private static List<ECDsa> ReadPublicKeys(string? file)
    {
        var keys = new List<ECDsa>();
        if (file is null)
        {
            return keys;
        }

        ReadOnlySpan<char> text = File.ReadAllText(file);
        while (PemEncoding.TryFind(text, out PemFields found))
        {
            var key = ECDsa.Create();
            key.ImportFromPem(text[found.Location]);
            keys.Add(key);
            text = text[found.Location.End..];
        }

        return keys.Count > 0 ? [.. keys.DistinctBy(static key => Convert.ToHexString(key.ExportSubjectPublicKeyInfo()))] : throw new ArgumentException($"{file} holds no public key in PEM.");
    }

    private static string Describe(AuditResult result) => result.Ok
        ? $"""
          verified: case {result.CaseId}, {result.Count} entries, {result.BlobsChecked} blobs, {result.CommitmentsChecked} commitments, {result.Checkpoints} checkpoints
          signatures: {(result.SignaturesChecked ? "checked" : "not checked (no public key given)")}
          anchored: entries 1 to {result.AnchoredCount}; after them {result.Count - result.AnchoredCount} whose removal could not be noticed
          """
        : $"NOT verified: case {result.CaseId ?? "unknown"}, first bad: {result.FirstBad}: {result.Reason}";
}
