namespace ClinSeek.Functions.Tests.EndToEnd;

/// <summary>What the golden case said when it was written.</summary>
internal sealed record GoldenExpectation(string Answer, int Steps, string LedgerHead, int Citations, int Entries, int JournalRecords);
