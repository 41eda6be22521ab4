using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Vault;
using ClinSeek.Functions.Hosting;
using ClinSeek.Functions.Storage;

namespace ClinSeek.Functions.Cli;

/// <summary><c>keys export CASE</c> and <c>keys public</c>: what an auditor needs beside a copy of the case. Reads only, but for the file it writes.</summary>
internal static class KeysCommand
{
    public static Command Create(CommonOptions common) => new("keys", "Give an auditor what a copy of a case does not hold")
    {
        Export(common), Public(common),
    };

    private static Command Export(CommonOptions common)
    {
        Argument<string> id = CaseArgument.Create();
        Option<string> file = OutFile("A new file for the keys, readable by you alone; outside the data folder");
        var command = new Command("export", "Write one case's opened keys, for `clinseek-auditor --case-key`: whoever has them can read the case") { id, file };
        command.SetAction((parsed, cancellationToken) => ExportAsync(
            common.Read(parsed), CaseArgument.Read(parsed, id), parsed.GetValue(file)!, cancellationToken));
        return command;
    }

    private static Command Public(CommonOptions common)
    {
        Option<string> file = OutFile("A new file for the public keys");
        var command = new Command("public", "Write the public keys that heads are signed with, for `clinseek-auditor --public-key`: no secret") { file };
        command.SetAction((parsed, cancellationToken) => PublicAsync(common.Read(parsed), parsed.GetValue(file)!, cancellationToken));
        return command;
    }

    private static Option<string> OutFile(string description) => new("--out") { Description = description, HelpName = "FILE", Required = true };

    private static async Task<int> ExportAsync(CommonSettings settings, CaseId id, string file, CancellationToken cancellationToken)
    {
        string full = PrivateFile.Outside(settings, file, "a copy of the data would carry the key of the case");
        CaseArgument.Known(settings, id);
        await using ServiceProvider record = Composition.OpenRecord(settings);
        IEvidenceStore store = record.GetRequiredService<IEvidenceStore>();
        if (await store.FindAsync(id, DocumentNames.Accepted, cancellationToken) is null)
        {
            throw CaseArgument.Unknown(id, settings);
        }

        CaseKeys keys = await store.KeysAsync(id, cancellationToken)
            ?? throw new StorageException($"Case '{id}' was erased: its keys are gone.");
        PrivateFile.Write(full, keys.Export());
        Done(settings, full, $"The keys of case {id} are in {full}, readable by you alone. Whoever has this file and a copy of the case can read all of it: "
            + "the patient's record, the question and the answer. It opens no other case and signs nothing. Hand it over as you would the record, and delete it afterwards.");
        return ExitCodes.Ok;
    }

    private static async Task<int> PublicAsync(CommonSettings settings, string file, CancellationToken cancellationToken)
    {
        await using ServiceProvider record = Composition.OpenRecord(settings);
        IReadOnlyList<SigningKey> keys = await record.GetRequiredService<IKeyProvider>().SigningKeysAsync(cancellationToken);
        string full = Path.GetFullPath(file);
        PrivateFile.Write(full, Encoding.ASCII.GetBytes(string.Concat(keys.Select(static key => PemEncoding.WriteString("PUBLIC KEY", key.PublicKey.Span) + "\n"))));
        Done(settings, full, $"The public keys that heads are signed with are in {full}: {keys.Count}. They are no secret; an auditor must have them by another way than the cases.");
        return ExitCodes.Ok;
    }

    private static void Done(CommonSettings settings, string file, string words)
    {
        if (settings.Json)
        {
            JsonOutput.Write(new WrittenFile(file));
        }
        else
        {
            Screen.Standard.Write(0, 0, words);
        }
    }
}
