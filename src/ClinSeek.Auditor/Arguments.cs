namespace ClinSeek.Auditor;

/// <summary>The command line.</summary>
internal sealed record Arguments(string Folder, string? PublicKeyFile, string? CaseKeyFile, long? ExpectedCount, string? ExpectedHead, bool Json)
{
    public const string Usage = """
        usage: clinseek-auditor CASE-FOLDER [--public-key FILE] [--case-key FILE] [--expect-head [COUNT:]HASH] [--json]
          CASE-FOLDER     holds ledger.jsonl, checkpoints.jsonl and blobs/
          --public-key    the signer's public key, PEM; several where it was replaced; without it signatures are not checked
          --case-key      the case's opened keys, JSON; without it commitments are not checked
          --expect-head   a head kept from earlier or from another place; the ledger must contain it
          --json          the result as one JSON object
        exit: 0 verified, 1 not verified, 2 wrong usage or unreadable files
        """;

    /// <summary>Reads the command line; null where it is wrong.</summary>
    public static Arguments? Read(string[] args)
    {
        var read = new Arguments("", null, null, null, null, false);
        for (int at = 0; at < args.Length; at++)
        {
            string? value = at + 1 < args.Length ? args[at + 1] : null;
            Arguments? next = args[at] switch
            {
                "--json" => read with { Json = true },
                "--public-key" when value is not null => read with { PublicKeyFile = value },
                "--case-key" when value is not null => read with { CaseKeyFile = value },
                "--expect-head" when value is not null => Expect(read, value),
                [not '-', ..] when read.Folder.Length == 0 => read with { Folder = args[at] },
                _ => null,
            };
            if (next is null)
            {
                return null;
            }

            at += args[at] is "--public-key" or "--case-key" or "--expect-head" ? 1 : 0;
            read = next;
        }

        return read.Folder.Length == 0 ? null : read;
    }

    private static Arguments? Expect(Arguments read, string value)
    {
        string[] parts = value.Split(':');
        long count = 0;
        bool inForm = parts.Length is 1 or 2 && Fields.DigestForm().IsMatch(parts[^1])
            && (parts.Length == 1 || (long.TryParse(parts[0], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out count) && count > 0));
        return inForm ? read with { ExpectedCount = parts.Length == 2 ? count : null, ExpectedHead = parts[^1] } : null;
    }
}
