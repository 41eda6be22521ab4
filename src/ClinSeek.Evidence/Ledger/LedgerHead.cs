using System.Security.Cryptography;
using System.Text;
using ClinSeek.Evidence.Cases;

namespace ClinSeek.Evidence.Ledger;

/// <summary>Where a ledger stands: all that the next append needs to know.</summary>
/// <param name="Case">The case.</param>
/// <param name="Count">Entries so far.</param>
/// <param name="Hash">SHA-256 of the last line in lowercase hexadecimal, or the case's genesis where there is none.</param>
/// <param name="Epoch">The highest epoch seen.</param>
/// <param name="LastStep">The last recorded step; -1 where there is none.</param>
/// <param name="Sealed">Whether the case was sealed.</param>
public sealed record LedgerHead(CaseId Case, long Count, string Hash, int Epoch, int LastStep, bool Sealed)
{
    /// <summary>The head of a ledger without entries; its hash binds the chain to the case.</summary>
    public static LedgerHead Genesis(CaseId caseId) =>
        new(caseId, 0, HashOf(Encoding.ASCII.GetBytes("clinseek/ledger/v1/genesis\n" + caseId.Value)), 0, -1, false);

    /// <summary>SHA-256 of a line, in lowercase hexadecimal.</summary>
    public static string HashOf(ReadOnlySpan<byte> line) => Convert.ToHexStringLower(SHA256.HashData(line));
}
