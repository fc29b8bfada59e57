using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Customer.Host.Consent;

/// <summary>Asks the customer, right by right, before anything is seen.</summary>
internal sealed class ConsentQuestions(TextReader answers, TextWriter terminal)
{
    /// <summary>Asks.</summary>
    /// <param name="askedBy">The agent's name.</param>
    /// <param name="tenantName">The contact center's name.</param>
    /// <returns>The rights that were granted; the end of the input counts as no.</returns>
    internal IReadOnlyCollection<string> Ask(string askedBy, string tenantName)
    {
        terminal.WriteLine(Texts.Introduction(askedBy, tenantName));
        var granted = new List<string>();
        foreach (string right in RightNames.All)
        {
            // Files and clipboard make sense for somebody who sees the screen, as does the mouse.
            if (right != RightNames.See && granted.Count == 0) break;
            if (AskOne(Texts.Question(right))) granted.Add(right);
        }

        return granted;
    }

    private bool AskOne(string question)
    {
        while (true)
        {
            terminal.Write(question);
            terminal.Flush();
            switch (answers.ReadLine()?.Trim().ToUpperInvariant())
            {
                case "Y" or "YES":
                    return true;
                case "N" or "NO" or "" or null:
                    return false;
                default:
                    terminal.WriteLine(Texts.AnswerYesOrNo);
                    break;
            }
        }
    }
}
