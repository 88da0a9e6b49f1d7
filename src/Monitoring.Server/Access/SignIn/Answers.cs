namespace Monitoring.Server.Access.SignIn;

/// <summary>What the gate says, in HTTP's words.</summary>
internal static class Answers
{
    /// <exception cref="RefusedException">It isn't open.</exception>
    public static GateAnswer Require(GateAnswer answer) => answer.Outcome switch
    {
        GateOutcome.Open => answer,
        GateOutcome.Locked => throw RefusedException.Locked(answer.Wait),
        GateOutcome.CodeNeeded => throw RefusedException.Wrong("codeNeeded", "Give the code of the authenticator app too, or a recovery code."),
        GateOutcome.CodeWrong => throw RefusedException.Wrong("codeWrong", "The code isn't right, or was used. An app's code changes every 30 s; each recovery code works once."),
        _ => throw RefusedException.Wrong("wrong", "The name or the password isn't right."),
    };
}
