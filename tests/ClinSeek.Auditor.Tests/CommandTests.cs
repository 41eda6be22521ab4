using System.Text.Json;

namespace ClinSeek.Auditor.Tests;

/// <summary>The command over the worked example of docs/audit-format.md and damaged copies of it.</summary>
public sealed class CommandTests : IDisposable
{
    private const string Head = "db683756fcaf62f1abb7b1e1bc09d8e3b535a3664175b8adf3080176cafdf5db";
    private static readonly string Fixtures = Path.Combine(Root(), "tests", "Fixtures", "audit");
    private readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public CommandTests()
    {
        string golden = Path.Combine(Fixtures, "golden-case");
        foreach (string file in Directory.EnumerateFiles(golden, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(_folder, Path.GetRelativePath(golden, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private string Ledger => Path.Combine(_folder, "ledger.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Run_GoldenCaseWithEverything_IsVerified()
    {
        (int exit, string output, _) = Run([.. Keys, "--expect-head", "4:" + Head, "--json"]);

        exit.ShouldBe(0, output);
        using var json = JsonDocument.Parse(output);
        json.RootElement.GetProperty("ok").GetBoolean().ShouldBeTrue();
        json.RootElement.GetProperty("caseId").GetString().ShouldBe("golden-case");
        json.RootElement.GetProperty("count").GetInt32().ShouldBe(4);
        json.RootElement.GetProperty("commitmentsChecked").GetInt32().ShouldBe(3);
        json.RootElement.GetProperty("anchoredCount").GetInt32().ShouldBe(4);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public void Run_Help_PrintsUsage(string asked)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        Command.Run([asked], output, error).ShouldBe(0);
        output.ToString().ShouldStartWith("usage: clinseek-auditor CASE-FOLDER");
        error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void Run_WithoutKeys_IsVerifiedAndSaysWhatIsNot()
    {
        (int exit, string output, _) = Run([]);

        exit.ShouldBe(0);
        output.ShouldContain("signatures: not checked");
        output.ShouldContain("after them 4 whose removal could not be noticed");
    }

    [Fact]
    public void Run_SignersKeyAmongOthers_IsVerified()
    {
        using var other = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        string signer = File.ReadAllText(Path.Combine(Fixtures, "public-key.pem"));
        string keys = Path.Combine(_folder, "keys.pem");
        File.WriteAllText(keys, "Keys of the signer, old and new:\n" + other.ExportSubjectPublicKeyInfoPem() + "\n" + signer + signer);

        Run(["--public-key", keys]).Exit.ShouldBe(0);

        File.WriteAllText(keys, other.ExportSubjectPublicKeyInfoPem());
        Run(["--public-key", keys]).Output.ShouldContain("checkpoint 1: signed with another key");
        File.WriteAllText(keys, "no key");
        Run(["--public-key", keys]).Exit.ShouldBe(2);
    }

    [Fact]
    public void Run_ChangedEntry_ExitsWithOneAndNamesIt()
    {
        File.WriteAllText(Ledger, File.ReadAllText(Ledger).Replace("operator:ann", "operator:bob", StringComparison.Ordinal));

        (int exit, string output, _) = Run(Keys);

        exit.ShouldBe(1);
        output.ShouldContain("first bad: entry 3:");
    }

    [Fact]
    public void Run_CutOffWithItsCheckpoints_IsSeenByTheExpectedHeadOnly()
    {
        File.WriteAllLines(Ledger, File.ReadLines(Ledger).Take(3).ToArray());
        File.Delete(Path.Combine(_folder, "checkpoints.jsonl"));

        Run(Keys).Exit.ShouldBe(0);
        (int exit, string output, _) = Run([.. Keys, "--expect-head", Head]);
        exit.ShouldBe(1);
        output.ShouldContain("entry 4: missing");
    }

    [Fact]
    public void Run_MissingBlob_NamesIt()
    {
        File.Delete(Path.Combine(_folder, "blobs", "77cd740804b96730b560d2bb8e05b37b3db1d243e1aa31c6018d32ae632391af"));

        Run([]).Output.ShouldContain("first bad: blob 2/e1.0: missing");
    }

    [Theory]
    [InlineData("--what")]
    [InlineData("--public-key")]
    [InlineData("--expect-head", "12")]
    [InlineData("--public-key", "no-such-file.pem")]
    [InlineData("another-folder")]
    public void Run_WrongUsage_ExitsWithTwo(params string[] more)
    {
        (int exit, string output, string error) = Run(more);

        exit.ShouldBe(2);
        output.ShouldBeEmpty();
        error.ShouldNotBeEmpty();
    }

    [Fact]
    public void Run_NoLedger_ExitsWithTwo()
    {
        File.Delete(Ledger);

        Run([]).Exit.ShouldBe(2);
    }

    [Fact]
    public void Document_WorkedExample_HasTheFixturesValues()
    {
        string document = File.ReadAllText(Path.Combine(Root(), "docs", "audit-format.md"));

        foreach (byte[] line in CaseFolder.Lines(Ledger))
        {
            document.ShouldContain(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(line)));
        }

        Checkpoint checkpoint = Checkpoint.Read(CaseFolder.Lines(Path.Combine(_folder, "checkpoints.jsonl"))[0])!;
        document.ShouldContain(System.Text.Encoding.UTF8.GetString(checkpoint.Signed));
        document.ShouldContain(checkpoint.KeyId);
        foreach ((string name, string commitment) in Entry.Read(CaseFolder.Lines(Ledger)[1])!.Commitments.Where(static pair => pair.Key == "e1.0"))
        {
            document.ShouldContain(commitment, customMessage: name);
        }
    }

    private static string[] Keys => ["--public-key", Path.Combine(Fixtures, "public-key.pem"), "--case-key", Path.Combine(Fixtures, "case-key.json")];

    private (int Exit, string Output, string Error) Run(string[] more)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exit = Command.Run([_folder, .. more], output, error);
        return (exit, output.ToString(), error.ToString());
    }

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ClinSeek.Functions.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder;
    }
}
