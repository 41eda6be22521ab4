using System.CommandLine;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Hosting;

namespace ClinSeek.Functions.Cli;

/// <summary><c>verify CASE</c>: is the record whole? Reads only.</summary>
internal static class VerifyCommand
{
    public static Command Create(CommonOptions common)
    {
        Argument<string> id = CaseArgument.Create();
        var key = new Option<bool>("--key") { Description = "Also check the commitments against the decrypted content, with the case's key" };
        var head = new Option<string?>("--expect-head") { Description = "The head that was noted earlier; it must be in the chain", HelpName = "H" };
        var command = new Command("verify", "Verify a case's ledger: chain, signatures, blobs") { id, key, head };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            common.Read(parsed), CaseArgument.Read(parsed, id), parsed.GetValue(key), parsed.GetValue(head), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommonSettings settings, CaseId id, bool withKey, string? head, CancellationToken cancellationToken)
    {
        await using CaseSession session = CaseArgument.Open(settings, id);
        CheckReport report;
        try
        {
            report = await session.Cases.VerifyAsync(id, withKey, head, cancellationToken) ?? throw CaseArgument.Unknown(id, settings);
        }
        catch (CaseRefusedException refused)
        {
            throw new UserErrorException(refused.Message, ExitCodes.Usage, refused);
        }

        string compared = head is null ? "" : ", the expected head is among them";
        return CheckDisplay.Write(settings, report, "verified", $"entries verified: chain, signatures, blobs{(withKey ? ", commitments" : "")}{compared}");
    }
}
