using System.ComponentModel.DataAnnotations;
using ClinSeek.Functions.Hosting;
using ClinSeek.Knowledge;

namespace ClinSeek.Functions.Knowledge;

/// <summary>Reads the section <c>Knowledge</c> and refuses wrong settings before anything starts.</summary>
internal static class KnowledgeSettings
{
    /// <exception cref="UserErrorException">A setting is wrong.</exception>
    public static KnowledgeOptions Read(IConfiguration configuration)
    {
        KnowledgeOptions options = OptionsReader.Section<KnowledgeOptions>(configuration, KnowledgeOptions.SectionName);
        var problems = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true)
            ? options
            : throw new UserErrorException("The configuration is wrong: " + string.Join(" ", problems.Select(static problem => problem.ErrorMessage)), exitCode: 2);
    }
}
