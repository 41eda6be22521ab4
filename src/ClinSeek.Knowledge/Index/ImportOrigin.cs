namespace ClinSeek.Knowledge.Index;

/// <summary>Where passages come from.</summary>
/// <param name="Name">The origin's name, unique in an index: a file's path, or a pack's name.</param>
/// <param name="Hash">SHA-256 of its content and of how it was read, lower-case hex.</param>
/// <param name="Source">The publication, where its passages name none themselves.</param>
/// <param name="License">The licence, likewise.</param>
public sealed record ImportOrigin(string Name, string Hash, string Source, string License);
