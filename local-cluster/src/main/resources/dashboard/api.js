// Questions to the server. An answer that is no longer wanted is dropped by its signal.

export async function ask(name, parameters = {}, signal) {
  const query = new URLSearchParams(parameters).toString();
  const answer = await fetch(`/api/${name}${query ? `?${query}` : ""}`, { signal });
  if (!answer.ok) throw new Error((await answer.text()).trim() || String(answer.status));
  return answer.json();
}
