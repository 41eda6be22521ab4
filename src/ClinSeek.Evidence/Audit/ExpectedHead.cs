using System.Globalization;

namespace ClinSeek.Evidence.Audit;

/// <summary>A head that an auditor kept from earlier or from another place; the ledger must still contain it.</summary>
/// <param name="Count">The entries it covered, or null where only the hash is known.</param>
/// <param name="Hash">SHA-256 of that entry's line, lowercase hexadecimal.</param>
public sealed record ExpectedHead(long? Count, string Hash)
{
    /// <summary>Reads <c>HASH</c> or <c>COUNT:HASH</c>.</summary>
    public static bool TryParse(string? text, out ExpectedHead? head)
    {
        head = null;
        string[] parts = (text ?? "").Split(':');
        if (parts.Length > 2 || parts[^1].Length != 64 || !parts[^1].All(static digit => char.IsAsciiHexDigitLower(digit)))
        {
            return false;
        }

        long count = 0;
        if (parts.Length == 2 && (!long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out count) || count < 1))
        {
            return false;
        }

        head = new ExpectedHead(parts.Length == 2 ? count : null, parts[^1]);
        return true;
    }
}
