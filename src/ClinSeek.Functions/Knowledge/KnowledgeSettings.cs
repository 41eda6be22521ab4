using ClinSeek.Functions.Hosting;
using ClinSeek.Knowledge;

namespace ClinSeek.Functions.Knowledge;

/// <summary>Reads the section <c>Knowledge</c> and refuses wrong settings before anything starts.</summary>
internal static class KnowledgeSettings
{
    /// <exception cref="UserErrorException">A setting is wrong.</exception>
    public static KnowledgeOptions Read(IConfiguration configuration) => OptionsReader.Checked<KnowledgeOptions>(configuration, KnowledgeOptions.SectionName);
}
